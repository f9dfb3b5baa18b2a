/** Style of the patient page; the sandbox uses no outside assets. */
export const style = `
:root{--ink:#1c2b33;--soft:#54646e;--line:#dfe6ea;--sea:#0d6e7a;--pale:#f3f7f8;--bad:#9b1c1c}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);background:var(--pale)}
.note{background:#fff4d6;border-bottom:1px solid #ecd9a0;padding:.5rem 1rem;text-align:center;font-size:.9rem}
header{background:var(--sea);color:#fff;padding:1rem}
header .in{display:flex;gap:1rem;align-items:center;justify-content:space-between}
.in{max-width:56rem;margin:0 auto}
header strong{font-size:1.15rem}
main{padding:1.25rem 1rem 3rem}
h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0 1rem;overflow-wrap:anywhere}
h2{font-size:1.05rem;margin:0 0 .75rem}
h3{font-size:1rem;margin:0 0 .5rem}
a{color:var(--sea)}
.grid{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(21rem,100%),1fr))}
.card{background:#fff;border:1px solid var(--line);border-radius:10px;padding:1.1rem;min-width:0}
.card>:last-child,.card>:last-child>:last-child{margin-bottom:0}.card p{margin-top:0}
dl{margin:0;display:grid;grid-template-columns:7rem 1fr;gap:.35rem .75rem}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
.coverage+.coverage,dl+dl,.request+.request{border-top:1px solid var(--line);margin-top:.9rem;padding-top:.9rem}
.tag{display:inline-block;background:#e3f1f2;color:#0a5a64;border-radius:.75rem;padding:.05rem .6rem;font-size:.85rem}
.tag.wait{background:#fff1cc;color:#5c4400}
.tag.good{background:#dff3e4;color:#14532d}
.tag.bad{background:#f8e3e3;color:#7f1d1d}
.empty,.hint,.was,small{color:var(--soft)}
button,.button{font:inherit;border:1px solid #b9c6cc;background:#fff;border-radius:8px;padding:.55rem .9rem;cursor:pointer;color:var(--ink)}
.button,.main{display:inline-block;background:var(--sea);border-color:var(--sea);color:#fff;text-decoration:none}
:focus-visible{outline:3px solid #1b8f9c;outline-offset:2px;border-radius:4px}
header :focus-visible{outline-color:#fff}
.people{display:grid;gap:.6rem;grid-template-columns:repeat(auto-fill,minmax(min(15rem,100%),1fr));padding:0;list-style:none}
.people li{min-width:0}.people button{width:100%;text-align:left;overflow-wrap:anywhere}
.people small{display:block}
.notice,.problem{margin:0 0 1rem;border-left:4px solid;border-radius:6px;padding:.75rem 1rem;background:#fff}
.notice.good{border-color:#2f855a;background:#eef8f1}
.notice.bad,.problem{border-color:var(--bad);background:#fdf3f3}
.problem h2{margin-bottom:.35rem}.problem ul{margin:0;padding-left:1.2rem}.problem p{margin:0 0 .35rem}.problem a{color:var(--bad)}
.requests{margin-bottom:1rem}
.request ul{list-style:none;margin:0;padding:0;display:grid;gap:.7rem}
.request li{overflow-wrap:anywhere}
.what{font-weight:600;margin-right:.35rem}
.value,.was{display:block}.was{font-size:.9rem}
.foot{display:flex;gap:1rem;align-items:center;justify-content:space-between;margin-top:.7rem}
.form{display:grid;gap:1rem;max-width:42rem}
fieldset{margin:0}
legend{float:left;width:100%;padding:0;margin:0 0 .75rem;font-weight:600;font-size:1.05rem}legend small{font-weight:400}legend+*{clear:both}
.fields{display:grid;align-items:end;gap:.9rem 1rem;grid-template-columns:repeat(2,minmax(0,1fr))}
.field{grid-column:1/-1}.field.narrow{grid-column:span 1}
label{display:block;font-weight:500}label small{font-weight:400}
.hint,.wrong{margin:.1rem 0;font-size:.9rem}
.wrong{color:var(--bad);font-weight:600}
.waits{margin:0 0 .8rem;padding:.5rem .75rem;background:#fff8e1;border-radius:6px;overflow-wrap:anywhere}
.field input,.field select{font:inherit;height:2.6rem;width:100%;margin-top:.2rem;padding:.5rem .6rem;border:1px solid #7d8d96;border-radius:6px;background:#fff;color:var(--ink)}
[aria-invalid]{border-color:var(--bad)!important;border-width:2px!important}
.choice{display:flex;gap:.6rem;align-items:center;padding:.25rem 0}
.choice input{width:1.25rem;height:1.25rem;flex:none;margin:0}
.send{margin:0}
@media(max-width:28rem){dl{grid-template-columns:1fr}dt{font-size:.85rem}dd{margin-bottom:.35rem}.fields{grid-template-columns:1fr}.field.narrow{grid-column:1}}
`;
