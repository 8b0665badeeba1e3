/* Runs Material's search worker once somebody searches, and puts each query
   into its words first.

   Material loads the text of all pages with every page, and completes every
   word of a query ("a" finds "axis"), and reads signs as operators ("-1"
   excludes). The text weighs more than the page; completing is right for a word
   or two, and wrong for a question or a pasted error message. So here the text
   comes with the first query, only the last word is completed, and words that
   say nothing are dropped.

   The address of Material's worker is this worker's fragment. Opened from
   file://, the site runs it as a script of a hidden frame. */
"use strict"

const SETUP = 0
const READY = 1
const QUERY = 2
const RESULT = 3

const HERE = globalThis.document?.currentScript.src ?? location.href
const TEXT = new URL("../../../search/text.json", HERE)
const MATERIAL = new URL(new URL(HERE).hash.slice(1), HERE)

const SILENT = new Set(
  ("a about after all also am an and any are as at be been before but by can " +
   "could did do does don each else ever for from get gets got had has have " +
   "he her here how i if in into is isn it its just keep like make may me my " +
   "no not now of off on once one only or other our out own people same see " +
   "seem she should so some such take than that the their them then there " +
   "these they this those to too use used using very want was we were what " +
   "when where which while who whom why will with would write you your")
    .split(" "))

/* Signs that stand alone, in the words of the pages: the index has no signs. */
const SIGNS = {
  "@": "matmul", "σ": "sigmoid", "φ": "activation", "Σ": "sum", "∑": "sum",
  "∂": "derivative", "∇": "gradient", "η": "learning rate", "×": "product"
}

/* Words as the index holds them: cut at `separator`, without signs. */
function words(query, separator) {
  return query
    .replace(/(?<!\S)\S(?!\S)/gu, sign => SIGNS[sign] ?? sign)
    .toLowerCase()
    .split(new RegExp(separator))
    .map(word => word.replace(/^[^\p{L}\p{N}_]+|[^\p{L}\p{N}_]+$/gu, ""))
    .filter(word => word.replace(/[:~^*+-]/g, ""))
    .map(word => word.replace(/[:~^*+-]/g, " ").trim())
}

/* A query in Material's syntax: `^1` keeps it from completing a word. */
function rewrite(query, separator) {
  const all = words(query, separator)
  const telling = all.filter(word => !SILENT.has(word))
  const chosen = [...new Set(telling.length ? telling : all)]
  const terms = chosen.map(word => `${word}^1`)
  if (/[\p{L}\p{N}_]$/u.test(query) && chosen.length)
    terms.push(`${chosen[chosen.length - 1]}*`)
  return terms.join(" ")
}

let setup      // Material's first message
let latest     // the query that waits for the text
let started    // settles once Material's worker has read the text
let passing = false

/* Hands a message to Material's worker. */
function pass(type, data) {
  passing = true
  dispatchEvent(new MessageEvent("message", {data: {type, data}}))
  passing = false
}

/* Loads the text and Material's worker, which posts when it is ready. */
async function start() {
  if (!setup.docs.length)
    setup.docs = (await (await fetch(TEXT)).json()).docs
  await importScripts(MATERIAL.href)
  // A heading counts for more than text, not for more than all text.
  setup.config.fields.title.boost = 8
  const post = postMessage
  await new Promise(ready => {
    postMessage = message =>
      message.type === READY ? ready() : post(message)
    pass(SETUP, setup)
  })
}

async function answer(query) {
  latest = query
  started ??= start()
  await started
  if (latest === query)
    pass(QUERY, rewrite(query, setup.config.separator))
}

addEventListener("message", event => {
  if (passing) return
  event.stopImmediatePropagation()
  const {type, data} = event.data
  if (type === SETUP) {
    setup = data
    postMessage({type: READY})
  } else if (data) {
    answer(data)
  } else {
    latest = data
    postMessage({type: RESULT, data: {items: []}})
  }
})
