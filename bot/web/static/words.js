// The page's own texts. They come with the page in all languages and follow the last message's language.

const all = JSON.parse(document.body.dataset.words);

export let language = document.documentElement.lang;

export function speak(next) {
  if (all[next]) language = next;
  document.documentElement.lang = language;
}

export function say(key, name = "") {
  return (all[language][key] ?? key).replace("{name}", name);
}

export function clock(iso) {
  const options = { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Europe/Chisinau" };
  return new Intl.DateTimeFormat(language, options).format(new Date(iso));
}

export function day(iso) {
  const options = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "Europe/Chisinau" };
  return new Intl.DateTimeFormat(language, options).format(new Date(iso));
}
