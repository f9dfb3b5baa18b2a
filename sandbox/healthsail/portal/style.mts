/** Style of the patient page; the sandbox uses no outside assets. */
export const style = `
:root{--ink:#1c2b33;--soft:#5b6b75;--line:#dfe6ea;--sea:#0d6e7a;--pale:#f3f7f8}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);background:var(--pale)}
.note{background:#fff4d6;border-bottom:1px solid #ecd9a0;padding:.5rem 1rem;text-align:center;font-size:.9rem}
header{background:var(--sea);color:#fff;padding:1rem}
header .in{display:flex;gap:1rem;align-items:center;justify-content:space-between}
.in{max-width:56rem;margin:0 auto}
header strong{font-size:1.15rem}
main{padding:1.25rem 1rem 3rem}
h1{font-size:1.5rem;margin:.5rem 0 1rem}
h2{font-size:1.05rem;margin:0 0 .75rem}
.grid{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(21rem,100%),1fr))}
.card{background:#fff;border:1px solid var(--line);border-radius:10px;padding:1.1rem}
dl{margin:0;display:grid;grid-template-columns:7rem 1fr;gap:.35rem .75rem}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
.coverage+.coverage{border-top:1px solid var(--line);margin-top:.9rem;padding-top:.9rem}
.tag{display:inline-block;white-space:nowrap;background:#e3f1f2;color:var(--sea);border-radius:99px;padding:.05rem .6rem;font-size:.85rem}
.empty{color:var(--soft)}
button{font:inherit;border:1px solid var(--line);background:#fff;border-radius:8px;padding:.55rem .9rem;cursor:pointer;color:var(--ink)}
button:focus-visible{outline:3px solid #7cc4cc;outline-offset:1px}
.people{display:grid;gap:.6rem;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));padding:0;list-style:none}
.people button{width:100%;text-align:left}
.people small{color:var(--soft);display:block}
@media(max-width:28rem){dl{grid-template-columns:1fr}dt{font-size:.85rem}dd{margin-bottom:.35rem}}
`;
