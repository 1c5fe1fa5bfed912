// Money, percentages and times as people read them. Numbers come as the digits that were sent, so that no amount is
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
  return Number(value) === 0 ? "" : `−${value} %`;
}

const timeFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export function time(date) {
  return timeFormat.format(date);
}

const countFormat = new Intl.NumberFormat();

export function count(number, singular) {
  return `${countFormat.format(number)} ${singular}${Number(number) === 1 ? "" : "s"}`;
}
