#include "simulator/report/html_style.h"

#include "simulator/topology/svg_style.h"

#include <fmt/format.h>

namespace gatesight::simulator {

namespace {

constexpr std::string_view kStyle = R"css(
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:4.5rem}
body{margin:0;background:var(--canvas);color:var(--text);
 font:15px/1.5 Inter,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Liberation Sans",Arial,sans-serif}
a{color:var(--lit)}
a:focus-visible,input:focus-visible,summary:focus-visible,.scroll:focus-visible,.picture:focus-visible{
 outline:2px solid var(--lit);outline-offset:2px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;z-index:9;background:var(--card);padding:.5rem 1rem}
header{position:sticky;top:0;z-index:5;display:flex;gap:1rem 1.5rem;align-items:center;flex-wrap:wrap;
 padding:.7rem 1.5rem;background:var(--card);border-bottom:1px solid var(--card-border)}
header h1{font-size:1.15rem;margin:0;flex:1 1 14rem;overflow-wrap:anywhere}
header label{display:flex;gap:.6rem;align-items:center;color:var(--muted);font-size:.9rem}
input[type=search]{font:inherit;color:inherit;background:var(--canvas);border:1px solid var(--edge);
 border-radius:6px;padding:.35rem .7rem;width:18rem;max-width:60vw}
#found{min-width:6rem;color:var(--muted);font-size:.85rem}
.page{display:grid;grid-template-columns:13rem minmax(0,1fr);gap:2rem;max-width:96rem;margin:0 auto;
 padding:0 1.5rem 4rem}
nav{position:sticky;top:4.2rem;align-self:start;padding-top:1.6rem;font-size:.92rem}
nav ol{list-style:none;margin:0;padding:0}
nav a{display:block;padding:.3rem .7rem;border-radius:6px;color:var(--text);text-decoration:none}
nav a:hover{background:var(--card)}
section{background:var(--card);border:1px solid var(--card-border);border-radius:10px;
 padding:.4rem 1.4rem 1.2rem;margin-top:1.6rem}
h2{font-size:1.2rem;margin:.9rem 0 .5rem}
h2 a{color:inherit;text-decoration:none}
p{margin:.5rem 0;max-width:60rem}
code{font:.9em/1.4 ui-monospace,"Cascadia Mono","DejaVu Sans Mono",Menlo,Consolas,monospace;
 overflow-wrap:break-word}
.muted{color:var(--muted)}.good{color:var(--good)}.caution{color:var(--warning)}
.bad{color:var(--bad)}.info{color:var(--info)}
.figures{display:flex;flex-wrap:wrap;gap:.8rem;margin:.9rem 0;padding:0;list-style:none}
.figures li{flex:1 1 8rem;max-width:13rem;border:1px solid var(--card-border);border-radius:8px;
 padding:.6rem .9rem;background:var(--canvas)}
.figures b{display:block;font-size:1.7rem;line-height:1.2;font-weight:600}
.figures small{display:block;color:var(--muted);line-height:1.35}
figure{margin:1.1rem 0}
figcaption{font-weight:600;margin-bottom:.5rem}
.bar{display:grid;grid-template-columns:minmax(7rem,15rem) minmax(0,1fr);gap:.2rem 1rem;
 align-items:center;margin:.3rem 0}
.bar svg{display:block;width:100%;height:14px;border-radius:4px}
.bar .label{overflow-wrap:anywhere;text-align:right;line-height:1.3;font-size:.92rem}
.bar .parts{grid-column:2;font-size:.82rem;color:var(--muted);line-height:1.35}
.key{display:inline-block;width:.7em;height:.7em;border-radius:2px;margin-right:.35em}
.key+span{margin-right:1.1em}
.f-plain,.f-muted,.f-code,.f-strong{fill:var(--edge);background:var(--edge)}
.f-good{fill:var(--good);background:var(--good)}.f-caution{fill:var(--warning);background:var(--warning)}
.f-bad{fill:var(--bad);background:var(--bad)}.f-info{fill:var(--info);background:var(--info)}
.scroll{overflow-x:auto;margin:.6rem 0}
table{border-collapse:collapse;width:100%;font-size:.88rem;line-height:1.4}
th{text-align:left;color:var(--muted);font-weight:600;white-space:nowrap;
 border-bottom:2px solid var(--card-border)}
th,td{padding:.4rem .7rem .4rem 0;vertical-align:top}
td{border-bottom:1px solid var(--card-border);overflow-wrap:break-word;max-width:28rem}
td.n,th.n{text-align:right}
tbody tr:hover{background:var(--canvas)}
ul.list{margin:.2rem 0 1rem;padding-left:1.3rem}
ul.list li{margin:.3rem 0}
details{border:1px solid var(--card-border);border-radius:8px;margin:.7rem 0;padding:0 1rem}
details[open]{padding-bottom:.6rem}
summary{cursor:pointer;padding:.55rem 0;font-weight:600}
details>p{margin-top:.6rem}
.picture{overflow:auto;max-height:85vh;border:1px solid var(--card-border);border-radius:8px}
.picture svg{display:block;max-width:100%;height:auto;margin:0 auto}
#full:checked~.picture svg{max-width:none}
#full+label{color:var(--muted);font-size:.9rem;padding-left:.3rem}
footer{color:var(--muted);font-size:.85rem;margin-top:2rem}
.out{display:none}
@media(max-width:60rem){.page{display:block;padding:0 .8rem 3rem}nav{position:static}
 nav ol{display:flex;flex-wrap:wrap}section{padding:.3rem .9rem 1rem}header{position:static}
 .bar{grid-template-columns:1fr}.bar .label{text-align:left}.bar .parts{grid-column:1}}
@media screen and (max-width:60rem){th,td{min-width:5.2rem}td:first-child,th:first-child{min-width:4rem}}
)css";

constexpr std::string_view kPrint = R"css(
@page{margin:14mm}
body{background:#fff;font-size:10pt}
header{position:static;border:0;padding:0}
header label,#found,.skip,#full,#full+label{display:none}
.page{display:block;padding:0}
nav{position:static;padding:0}
nav ol{columns:3}
section{border:0;padding:0;margin-top:1.4rem}
h2{break-after:avoid}
details{border:0;padding:0}
details::details-content{display:block;content-visibility:visible;height:auto;break-before:avoid}
summary{list-style:none;break-after:avoid}
.scroll,thead,.picture,ul.list{break-before:avoid}
thead,figcaption,h2+p,p:has(+ul){break-after:avoid}
.bar{grid-template-columns:11rem minmax(0,1fr)}.bar .label{text-align:right;font-size:9pt}.bar .parts{grid-column:2}
tr,.bar,.figures li,li{break-inside:avoid}
thead{display:table-header-group}
.scroll,.picture{overflow:visible;max-height:none}
.picture svg,#full:checked~.picture svg{max-width:100%;max-height:250mm}
table{font-size:8pt}th,td{padding:.25rem .4rem .25rem 0}
.f-plain,.f-good,.f-caution,.f-bad,.f-info,.f-muted{print-color-adjust:exact;-webkit-print-color-adjust:exact}
)css";

// Rows are looked at once; typing is answered after a short pause. What a fold was before is kept.
constexpr std::string_view kScript = R"js(
(function(){
"use strict";
var box=document.getElementById("find"),told=document.getElementById("found"),rows=null,timer=0;
function gather(){
 rows=[];
 document.querySelectorAll("tbody tr,ul.list li").forEach(function(e){
  rows.push({e:e,t:e.textContent.replace(/\u00a0/g," ").toLowerCase()});});
 document.querySelectorAll("details").forEach(function(d){d.dataset.was=d.open?"1":"";});
}
function apply(){
 if(!rows)gather();
 var words=box.value.toLowerCase().split(/\s+/).filter(Boolean),count=0;
 rows.forEach(function(r){
  var hit=words.every(function(w){return r.t.indexOf(w)>=0;});
  r.e.classList.toggle("out",!hit);
  if(hit)count++;
 });
 document.querySelectorAll("details").forEach(function(d){
  if(!words.length){d.classList.remove("out");d.open=d.dataset.was==="1";return;}
  var any=d.querySelector("tbody tr:not(.out),ul.list li:not(.out)")!==null;
  var judged=d.querySelector("tbody tr,ul.list li")!==null;
  d.classList.toggle("out",judged&&!any);
  if(judged)d.open=any;
 });
 document.querySelectorAll("details p").forEach(function(p){
  var list=p.nextElementSibling;
  p.classList.toggle("out",words.length>0&&list!==null&&list.matches("ul.list")&&
   !list.querySelector("li:not(.out)"));
 });
 told.textContent=words.length?count+(count===1?" entry":" entries"):"";
}
box.addEventListener("input",function(){clearTimeout(timer);timer=setTimeout(apply,120);});
addEventListener("keydown",function(e){
 if(e.key==="/"&&document.activeElement!==box){e.preventDefault();box.focus();}
 if(e.key==="Escape"&&document.activeElement===box){box.value="";apply();}
});
addEventListener("beforeprint",function(){
 document.querySelectorAll("details").forEach(function(d){d.dataset.print=d.open?"1":"";d.open=true;});});
addEventListener("afterprint",function(){
 document.querySelectorAll("details").forEach(function(d){d.open=d.dataset.print==="1";});});
})();
)js";

}  // namespace

std::string reportStyle() {
    // Paper is white, whatever the reader's screen is.
    return fmt::format(
        ":root{{color-scheme:light dark;{}}}\n"
        "@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}{}@media print{{{}}}\n",
        colorVariables(false), colorVariables(true), kStyle, kPrint);
}

std::string_view reportScript() {
    return kScript;
}

}  // namespace gatesight::simulator
