/**
 * Keys of the inbox: j and k walk over the fields, a and r choose, / goes to the search. What is
 * chosen and not saved goes along with whatever form is sent, and stays chosen on the next page. A
 * page that was left is emptied, because a browser may bring it back from its memory after the
 * sign-out. The inbox works without all of it.
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
document.addEventListener('submit',function(event){
var form=event.target;
[].slice.call(document.querySelectorAll('[data-choice]')).forEach(function(field){
var chosen=field.querySelector('input:checked');
if(!chosen||form.contains(field))return;
var kept=document.createElement('input');
kept.type='hidden';
kept.name='keep.'+field.dataset.choice;
kept.value=field.dataset.version+'|'+chosen.value+'|'+field.querySelector('select').value;
form.appendChild(kept);
});
});
window.addEventListener('pagehide',function(){
document.querySelector('main').textContent='This page is no longer shown. Open the inbox again.';
});
var notice=document.querySelector('[data-notice]');
if(notice)notice.focus();
})();
`;
