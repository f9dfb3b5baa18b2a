/** Style of the status page; the sandbox uses no outside assets. */
export const style = `
:root{--ink:#17262e;--soft:#5d6d77;--line:#dde5e9;--sea:#0d6e7a;--pale:#f2f6f7;--bad:#b3261e;--ok:#1f7a4d;--warn:#8a5a00}
*{box-sizing:border-box}
body{margin:0;font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);background:var(--pale)}
header{background:var(--sea);color:#fff;padding:1rem}
.in{max-width:72rem;margin:0 auto}
header .in{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:baseline;justify-content:space-between}
h1{font-size:1.3rem;margin:0}
header p{margin:0;opacity:.92}
main{padding:1rem}
h2{font-size:1.02rem;margin:0 0 .7rem}
.grid{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(19rem,100%),1fr));margin-bottom:1rem;align-items:start}
.card{background:#fff;border:1px solid var(--line);border-radius:10px;padding:1rem;min-width:0}
.tiles{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));margin-bottom:1rem}
.tile{background:#fff;border:1px solid var(--line);border-radius:10px;padding:.8rem 1rem}
.tile b{display:block;font-size:1.35rem;font-variant-numeric:tabular-nums;white-space:nowrap}
.tile span,.soft{color:var(--soft)}
a{color:var(--sea)}
.url{color:var(--soft);display:block;overflow-wrap:anywhere}
dl{margin:.6rem 0 0;display:grid;grid-template-columns:1fr auto;gap:.2rem 1rem}
dt{color:var(--soft)}dd{margin:0;text-align:right;font-variant-numeric:tabular-nums}
.row{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end}
.row+.row{margin-top:.7rem}
label{display:block;font-size:.85rem;color:var(--soft)}
select,input,button{font:inherit;border:1px solid #c4d0d6;border-radius:8px;padding:.45rem .7rem;background:#fff;color:inherit;max-width:100%}
button{cursor:pointer}button:hover{border-color:var(--sea)}
button.main{background:var(--sea);border-color:var(--sea);color:#fff}
:focus-visible{outline:3px solid #7cc4cc;outline-offset:1px}
.faults{list-style:none;margin:.8rem 0 0;padding:0}
.faults{margin-bottom:1.1rem}
.faults li{border-top:1px solid var(--line);padding:.35rem 0}
.wrap{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.32rem .6rem .32rem 0;border-bottom:1px solid var(--line);white-space:nowrap}
th{color:var(--soft);font-weight:500}
.s2{color:var(--ok)}.s4{color:var(--warn)}.s5{color:var(--bad)}
.write{background:#e3f1f2;color:var(--sea);border-radius:99px;padding:0 .55rem;font-size:.85rem}
#said{min-height:1.4em;margin:.7rem 0 0;color:var(--soft)}
.lost{background:#fdeceb;color:var(--bad);padding:.5rem 1rem;text-align:center}
@media(max-width:36rem){.hide{display:none}}
`;
