/** Style of the inbox; it loads nothing. Dark text on a warm paper, one green for what goes on. */
export const style = `
:root{--ink:#22262b;--soft:#59616b;--line:#d9d5cc;--paper:#f7f5f0;--card:#fff;--green:#1d5c45;--pale:#e6f0eb;--amber:#7a4a00;--amberpale:#fdf1d8;--red:#8c1f1f;--redpale:#fbe9e7}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);background:var(--paper);overflow-wrap:break-word}
.skip{position:absolute;left:-99rem}.skip:focus{left:.5rem;top:.5rem;background:#fff;padding:.5rem;z-index:1}
.in{max-width:60rem;margin:0 auto;padding:0 1rem}
header{border-bottom:1px solid var(--line);background:var(--card)}
header .in{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;justify-content:space-between;padding-top:.75rem;padding-bottom:.75rem}
header p{margin:0;font-weight:650;font-size:1.1rem}
.who{display:flex;gap:.75rem;align-items:center;color:var(--soft);font-size:.95rem}
h1{font-size:1.5rem;margin:1.25rem 0 .25rem}
h2{font-size:1.1rem;margin:0}
h3{font-size:1rem;margin:.75rem 0 .25rem}
main{padding-bottom:3rem}
nav.tabs form{display:flex;flex-wrap:wrap;gap:.35rem;margin-top:1rem}
nav.tabs button[aria-current]{background:var(--green);border-color:var(--green);color:#fff}
button,input,select,textarea{font:inherit;color:inherit;border:1px solid #8f8a7f;border-radius:6px;background:#fff;padding:.45rem .75rem;max-width:100%}
button{cursor:pointer}
button.go{background:var(--green);border-color:var(--green);color:#fff}
button:focus-visible,input:focus-visible,select:focus-visible,textarea:focus-visible,a:focus-visible,[tabindex]:focus-visible{outline:3px solid #2f7fd1;outline-offset:2px}
label{display:block;font-size:.9rem;color:var(--soft)}
.filter{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end;margin:1rem 0}
.filter label{flex:1 1 11rem}.filter input,.filter select{display:block;width:100%;height:2.6rem;color:var(--ink)}.filter button{height:2.6rem}
.notice{border-left:4px solid var(--green);background:var(--pale);padding:.75rem 1rem;margin:1rem 0;border-radius:0 6px 6px 0}
.notice.warn{border-color:#b26a00;background:var(--amberpale)}
.notice.stop{border-color:var(--red);background:var(--redpale)}
.notice p{margin:0}
.card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:1rem;margin:0 0 1rem}
.head{display:flex;flex-wrap:wrap;gap:.1rem 1rem;justify-content:space-between}
.meta{color:var(--soft);font-size:.9rem;margin:.15rem 0 .5rem}
.warning{background:var(--amberpale);color:var(--amber);padding:.4rem .7rem;border-radius:6px;margin:.5rem 0}
fieldset{border:0;border-top:1px solid var(--line);margin:0;padding:.75rem 0;min-width:0}
legend{font-weight:650;padding:0;float:left;width:100%}
legend+*{clear:both}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:.25rem 1.25rem;margin:.25rem 0}
.pair>div{min-width:0}.pair>div:only-child{grid-column:1/-1}
.pair small,.facts th,.facts thead td{color:var(--soft);font-size:.85rem;font-weight:400}
.pair p{margin:0}
.pair p,td,h2,.empty{overflow-wrap:anywhere}
.new{font-weight:600}
.tag{display:inline-block;border-radius:99px;padding:.05rem .6rem;font-size:.85rem;background:var(--pale);color:var(--green)}
.tag.warn{background:var(--amberpale);color:var(--amber)}
.choice{display:flex;flex-wrap:wrap;gap:.35rem 1.25rem;align-items:center;margin-top:.4rem}
.choice label{display:inline-flex;gap:.4rem;align-items:center;color:var(--ink);font-size:1rem;padding:.2rem 0}
.choice input{width:1.15rem;height:1.15rem;accent-color:var(--green)}
.choice .why{font-size:.9rem;color:var(--soft);flex-wrap:wrap}.why select{color:var(--ink);width:auto;height:auto}
.acts{display:flex;flex-wrap:wrap;gap:.5rem;border-top:1px solid var(--line);padding-top:.75rem;margin-top:.25rem}
.facts{width:100%;border-collapse:collapse;margin:.5rem 0}
.facts th,.facts td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-top:1px solid var(--line)}
.facts th{width:7.5rem}
.differs td{background:var(--amberpale)}
.empty{background:var(--card);border:1px dashed var(--line);border-radius:8px;padding:2rem 1rem;text-align:center;color:var(--soft)}
.pages{display:flex;gap:.75rem;align-items:center;justify-content:center}
.pages form{margin:0}
.narrow{max-width:26rem;margin:2rem auto}
.narrow label{margin:.75rem 0}.narrow input{display:block;width:100%}
textarea{width:100%;min-height:4rem;display:block}
footer.in{color:var(--soft);font-size:.9rem;padding-bottom:2rem}
kbd{border:1px solid var(--line);border-bottom-width:2px;border-radius:4px;padding:0 .35rem;background:#fff;font:inherit;font-size:.85rem}
.rest{border-top:1px solid var(--line);padding-top:.75rem}
.filtered{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:center;margin:0 0 1rem}.filtered p{margin:0}
@media(max-width:34rem){.pair{grid-template-columns:1fr}.facts thead{display:none}.facts tr{display:block;padding:.35rem 0;border-top:1px solid var(--line)}.facts th,.facts td{display:block;border:0;width:auto;padding:.05rem 0}.facts td:before{content:attr(data-of);display:block;color:var(--soft);font-size:.8rem}}
@media(hover:none){footer.in{display:none}}
@media print{body{background:#fff}nav,.filter,.filtered button,.acts,.choice,.pages,footer,.who form,.skip{display:none!important}.card{break-inside:avoid;border-color:#999}}
`;
