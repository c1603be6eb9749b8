"""How a page looks: light and dark, from a phone to paper. No font and no picture is fetched."""

from exchange_tracker.render import svg_style

_LIGHT = """\
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--faint:#57606a;--line:#d0d7de;
--soft:#f3f5f7;--kept:#0b4f8a;--short:#9a3412;--unknown:#5b4a8a;--link:#0b4f8a;--mark:#fff4d6}
"""
_DARK = """\
:root{--paper:#14181d;--ink:#e6e9ed;--faint:#a3acb8;--line:#39424d;--soft:#1d232a;
--kept:#7fbcf2;--short:#f5b074;--unknown:#c3b5f5;--link:#8cc4f7;--mark:#3a3016}
"""
_REST = """\
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0 auto;padding:1.5rem 1rem 3rem;max-width:66rem;background:var(--paper);
color:var(--ink);font:16px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;
overflow-wrap:anywhere}
h1,h2,h3,h4,caption{line-height:1.25;text-wrap:balance}
h1{font-size:1.9rem;margin:0 0 1rem;letter-spacing:-.01em}
section>h2{font-size:1.35rem;margin:3rem 0 1rem;padding-bottom:.3rem;
border-bottom:2px solid var(--line)}
h3,h4,figcaption{font-size:1.05rem;font-weight:600;margin:1.8rem 0 .5rem}
h4{font-size:1rem}
p,li,dd{max-width:46rem}
ul{padding-inline:1.3rem}
li{margin:.3rem 0}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);
outline-offset:2px}
nav ul,.key{display:flex;flex-wrap:wrap;gap:.1rem 1.2rem;padding:0;list-style:none}
nav{margin-top:1.4rem}
nav li{margin:0}
nav a{display:inline-block;padding:.25rem 0}
.key{color:var(--faint);font-size:.9rem;gap:.2rem 1.4rem}
.key li{display:flex;align-items:center;gap:.5rem;margin:0}
dl{margin:.5rem 0;display:grid;grid-template-columns:fit-content(14rem) 1fr;gap:.35rem 1rem}
dl>div{display:contents}
dt{color:var(--faint)}
dd{margin:0;text-align:left}
.glance{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(15rem,100%),1fr));
gap:1rem;margin:1.4rem 0}
.glance>div{background:var(--soft);border-inline-start:4px solid var(--line);
padding:.8rem 1rem;border-radius:4px}
.glance h2{text-align:left;font-size:1rem;margin:0 0 .3rem}
.glance p{margin:.1rem 0}
.glance strong{font-size:1.7rem;line-height:1.2;font-variant-numeric:tabular-nums}
.glance .faint{font-size:.9rem;margin-top:.4rem}
.scroll{overflow-x:auto;margin:.6rem 0 1rem}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{text-align:start;font-weight:600;padding:.3rem 0 .5rem;color:var(--faint)}
.wide{text-align:start;position:sticky;inset-inline-start:.5rem;width:fit-content;max-width:min(46rem,100vw - 3rem)}
caption .wide{text-align:start;inset-inline-start:0}
th,td{text-align:left;vertical-align:top;padding:.32rem .6rem;overflow-wrap:normal;
border-bottom:1px solid var(--line)}
td{min-width:5rem}
td[colspan]{color:var(--faint);padding-bottom:.6rem}
tr:has(+tr>td[colspan])>*{border-bottom:0}
thead th{background:var(--soft);border-bottom:2px solid var(--line);vertical-align:bottom}
th[scope=row]{font-weight:600;white-space:nowrap}
th[scope=rowgroup]{padding:1.1rem .6rem .35rem 0;font-size:.95rem}
td.kept,td.short,td.disputed{white-space:nowrap}
.date{white-space:nowrap}
.number{text-align:right;min-width:0}
.sources{min-width:8.4rem;overflow-wrap:anywhere}
.who{min-width:11.5rem}
.kept{color:var(--kept)}
.short{color:var(--short);font-weight:600}
.unknown{color:var(--unknown);font-style:italic}
.faint,.open{color:var(--faint)}
th .faint{font-weight:400}
.disputed{background:var(--mark);font-weight:600}
.tag{border:1px solid var(--line);border-radius:3px;padding:0 .35em;font-size:.85em;
white-space:nowrap}
abbr{text-decoration:none;border:1px solid currentColor;border-radius:3px;padding:0 .25em;
font-size:.8em}
figure{margin:1.6rem 0 2.2rem}
figcaption{margin:0 0 .3rem}
figure .xt-chart{display:block;width:100%;height:auto}
.xt-broad{min-width:640px;max-width:860px}
figure .xt-slim{display:none}
summary{cursor:pointer;padding:.25rem 0;color:var(--link);font-size:.9rem}
pre{white-space:pre-wrap;background:var(--soft);padding:.9rem 1rem;
font:.82rem/1.5 ui-monospace,Consolas,"DejaVu Sans Mono",monospace;border-radius:4px}
footer{margin-top:3rem;border-top:2px solid var(--line);color:var(--faint);font-size:.85rem}
@media screen and (max-width:40rem){
figure .xt-broad{display:none}
figure .xt-slim{display:block;max-width:26rem}
body{padding-top:1rem}
h1{font-size:1.55rem}
dl{grid-template-columns:fit-content(7rem) 1fr}
th,td{padding:.3rem .4rem}
td{min-width:4.5rem}
.sources{min-width:6rem}
th[scope=row]{white-space:normal}
}
"""
_PRINT = """\
@page{size:A4;margin:15mm 14mm}
body{max-width:none;padding:0;font-size:10pt}
h1{font-size:18pt}
section>h2{font-size:13pt;margin:8mm 0 3mm}
h3,h4,figcaption{font-size:10.5pt}
nav,summary{display:none}
h2,h3,h4,caption,figcaption,th[scope=rowgroup]{break-after:avoid}
tr,figure,dl>div>*,.glance>div{break-inside:avoid}
tr:has(+tr>td[colspan]){break-after:avoid}
thead{display:table-header-group}
.scroll{overflow:visible}
.wide{text-align:start;position:static;max-width:none}
.xt-broad{min-width:0;max-width:170mm}
a{color:inherit}
table,th[scope=rowgroup],caption{font-size:8.5pt}
th,td{padding:1mm 1.6mm}
td,.who,.sources{min-width:0}
pre{font-size:7.5pt}
"""
STYLE = (
    f"\n{_LIGHT}{_REST}{svg_style.STYLE}"
    f"@media screen and (prefers-color-scheme:dark){{\n{_DARK}{svg_style.DARK}}}\n"
    f"@media print{{\n{_PRINT}}}\n"
)
