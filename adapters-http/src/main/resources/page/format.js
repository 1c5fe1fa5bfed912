// Money, percentages, times and figures as people read them. Amounts come as the digits that were sent, so that none is
// rounded on its way to the screen.

const moneyFormats = new Map();

function moneyFormat(currency) {
  if (!moneyFormats.has(currency)) {
    const format = new Intl.NumberFormat(undefined, { style: "currency", currency });
    const decimals = format.resolvedOptions().maximumFractionDigits;
    moneyFormats.set(currency, new Intl.NumberFormat(undefined, {
      style: "currency",
      currency,
      minimumFractionDigits: decimals,
      maximumFractionDigits: Math.max(decimals, 4),
    }));
  }
  return moneyFormats.get(currency);
}

export function money(amount, currency) {
  return moneyFormat(currency).format(amount);
}

export function percent(value) {
  return Number(value) === 0 ? "" : `−${value}\u00a0%`;
}

const timeFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const exactFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

export function time(date) {
  return timeFormat.format(date);
}

/** To the second. */
export function timeExact(iso) {
  return exactFormat.format(new Date(iso));
}

const countFormat = new Intl.NumberFormat();

export function count(number, singular) {
  return `${countFormat.format(number)} ${singular}${Number(number) === 1 ? "" : "s"}`;
}

/** A whole number; a dash when it is not known. */
export function number(value) {
  return value === undefined || value === null ? "–" : countFormat.format(value);
}

const rateFormats = [0, 1].map((maximumFractionDigits) => new Intl.NumberFormat(undefined, { maximumFractionDigits }));

export function rate(perSecond) {
  return rateFormats[perSecond < 10 ? 1 : 0].format(perSecond);
}

/** How long ago, or for how long. */
export function age(seconds) {
  if (seconds === undefined || seconds === null) {
    return "–";
  }
  const units = [[86_400, "d"], [3_600, "h"], [60, "min"]];
  const [size, unit] = units.find(([least]) => seconds >= least) ?? [1, "s"];
  return `${rateFormats[seconds < 60 ? 1 : 0].format(seconds / size)} ${unit}`;
}

export function bytes(value) {
  if (value === undefined || value === null) {
    return "–";
  }
  const mebibytes = value / (1 << 20);
  return mebibytes < 2048 ? `${rateFormats[0].format(mebibytes)} MiB` : `${rateFormats[1].format(mebibytes / 1024)} GiB`;
}

/** What part of all; a dash when there is nothing. */
export function share(part, all) {
  return all === 0 ? "–" : `${rateFormats[1].format((100 * part) / all)} %`;
}
