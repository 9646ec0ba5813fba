/** What a page would run if it took somebody's words for markup: each names `hit`, which no page may ever call. */
const RUN = 'hit(1)';

const ATTRIBUTES = [
  'onerror',
  'onload',
  'onmouseover',
  'onfocus',
  'onclick',
  'onanimationstart',
  'ontoggle',
  'onpointerenter',
];

const handlers = ATTRIBUTES.flatMap((name) => [
  `<img src=x ${name}=${RUN}>`,
  `<img src="x" ${name}="${RUN}">`,
  `"><img src=x ${name}=${RUN}>`,
  `'><svg ${name}='${RUN}'>`,
  `<svg/${name}=${RUN}>`,
  `<body ${name}=${RUN}>`,
  `<input autofocus ${name}=${RUN}>`,
  `<details open ${name}=${RUN}>`,
  `<video ${name}=${RUN}><source></video>`,
  `<marquee ${name}=${RUN}>x</marquee>`,
]);

const SCRIPTS = [
  `<script>${RUN}</script>`,
  `"><script>${RUN}</script>`,
  `'><script>${RUN}</script>`,
  `</script><script>${RUN}</script>`,
  `</textarea><script>${RUN}</script>`,
  `</title><script>${RUN}</script>`,
  `</style><script>${RUN}</script>`,
  `--><script>${RUN}</script>`,
  `]]><script>${RUN}</script>`,
  `<scr<script>ipt>${RUN}</scr</script>ipt>`,
  `<SCRIPT>${RUN}</SCRIPT>`,
  `<script src=data:,${RUN}></script>`,
  `<script/x>${RUN}</script>`,
  `<svg><script>${RUN}</script></svg>`,
  `<math><mtext><script>${RUN}</script></mtext></math>`,
  `<template><script>${RUN}</script></template>`,
  `<noscript><p title="</noscript><script>${RUN}</script>">`,
  `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<object data="data:text/html,<script>parent.${RUN}</script>"></object>`,
  `<embed src="data:text/html,<script>${RUN}</script>">`,
];

const SCHEMES = [
  'javascript:',
  'JaVaScRiPt:',
  ' javascript:',
  'java\tscript:',
  'data:text/html,',
  'vbscript:',
];
const links = SCHEMES.flatMap((scheme) => [
  `<a href="${scheme}${RUN}">x</a>`,
  `<iframe src="${scheme}${RUN}"></iframe>`,
  `<form action="${scheme}${RUN}"><button>x</button></form>`,
  `<math href="${scheme}${RUN}">x</math>`,
  `[x](${scheme}${RUN})`,
  `${scheme}${RUN}`,
]);

const TEMPLATES = [
  '{{*}}',
  `$\{*}`,
  '#{*}',
  '<%= * %>',
  '{{constructor.constructor("*")()}}',
  '[[*]]',
  '@(*)',
  '{%*%}',
];
const templates = TEMPLATES.map((template) => template.replace('*', RUN));

const ENTITIES = [
  `&lt;script&gt;${RUN}&lt;/script&gt;`,
  `&#60;img src=x onerror=${RUN}&#62;`,
  `\\u003cimg src=x onerror=${RUN}\\u003e`,
  `%3Cimg src=x onerror=${RUN}%3E`,
  `＜img src=x onerror=${RUN}＞`,
  `<img src=x onerror=&#104;it(1)>`,
  `<style>@import'javascript:${RUN}';</style>`,
  `<link rel=stylesheet href="javascript:${RUN}">`,
  `<meta http-equiv=refresh content="0;url=javascript:${RUN}">`,
  `<base href="javascript:${RUN}//">`,
  `<div style="background:url(javascript:${RUN})">`,
  `<div style="width:expression(${RUN})">`,
  `__proto__[onerror]=${RUN}`,
  `');${RUN};//`,
  `";${RUN};//`,
  `\`;${RUN};//`,
];

/** Around each of a few of them, what a name or a sentence may have before it. */
const wrapped = SCRIPTS.flatMap((script) => [`Olivia ${script}`, `"' ${script} '"`]);

/** 200 hostile texts and more, each another. */
export const XSS_CORPUS: readonly string[] = [
  ...new Set([...SCRIPTS, ...handlers, ...links, ...templates, ...ENTITIES, ...wrapped]),
];
