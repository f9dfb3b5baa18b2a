/**
 * Keys of the inbox: j and k walk over the fields, a and r choose, / goes to the search. Nothing
 * depends on it, and it sends nothing.
 */
export const script = `
(function(){
var stops=[].slice.call(document.querySelectorAll('[data-stop]'));
var at=-1;
function go(to){
if(!stops.length)return;
at=Math.max(0,Math.min(stops.length-1,to));
stops[at].focus();
stops[at].scrollIntoView({block:'center'});
}
function choose(what){
var stop=document.activeElement&&document.activeElement.closest('[data-stop]');
if(!stop)return;
var one=stop.querySelector('[data-key="'+what+'"]');
if(!one)return;
if(one.type==='radio'){one.checked=true;go(stops.indexOf(stop)+1);}
else one.focus();
}
document.addEventListener('focusin',function(event){
var stop=event.target.closest('[data-stop]');
if(stop)at=stops.indexOf(stop);
});
document.addEventListener('keydown',function(event){
if(event.ctrlKey||event.metaKey||event.altKey)return;
var tag=event.target.tagName;
if(tag==='TEXTAREA'||tag==='SELECT'||(tag==='INPUT'&&event.target.type!=='radio'))return;
if(event.key==='j')go(at+1);
else if(event.key==='k')go(at-1);
else if(event.key==='a'||event.key==='r')choose(event.key);
else if(event.key==='/'){var search=document.querySelector('[data-search]');if(!search)return;search.focus();}
else return;
event.preventDefault();
});
var notice=document.querySelector('[data-notice]');
if(notice)notice.focus();
})();
`;
