/* Runs Material's search worker, and puts each query into its words first.

   Material completes every word of a query ("a" finds "axis") and reads signs
   as operators ("-1" excludes). That is right for a word or two, and wrong for
   a question or a pasted error message. Here only the last word is completed,
   and words that say nothing are dropped.

   The address of Material's worker is this worker's fragment. */
"use strict"

const SETUP = 0
const QUERY = 2

const SILENT = new Set(
  ("a about after all also am an and any are as at be been before but by can " +
   "could did do does don each else ever for from get gets got had has have " +
   "he her here how i if in into is isn it its just keep like make may me my " +
   "no not now of off on once one only or other our out own people same see " +
   "seem she should so some such take than that the their them then there " +
   "these they this those to too use used using very want was we were what " +
   "when where which while who whom why will with would write you your")
    .split(" "))

/* Words as the index holds them: cut at `separator`, without signs. */
function words(query, separator) {
  return query
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

let separator = " "

addEventListener("message", ({data: message}) => {
  if (message.type === SETUP) {
    separator = message.data.config.separator
    // A heading counts for more than text, not for more than all text.
    message.data.config.fields.title.boost = 8
  }
  if (message.type === QUERY)
    message.data = rewrite(message.data, separator)
})

importScripts(location.hash.slice(1))
