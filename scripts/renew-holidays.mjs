// Writes src/Tact.Core/Calendars/holidays.json from date-holidays: public and bank holidays of every country and its
// states or regions, for a first year and the five after it. Usage, in this folder: npm ci && node renew-holidays.mjs 2026
import { readFileSync, writeFileSync } from 'node:fs';
import Holidays from 'date-holidays';

const first = Number(process.argv[2] ?? new Date().getFullYear());
const years = Array.from({ length: 6 }, (_, i) => first + i);
const day = 86_400_000;

// a day is off when the holiday covers most of its working hours: Christmas Eve from two in the afternoon does not,
// a feast that begins at sunset takes the day after
function daysOf(holiday) {
  const [date, time] = holiday.date.split(' ');
  const begins = Date.parse(`${date}T${time.slice(0, 8)}Z`);
  const ends = begins + Math.round((holiday.end - holiday.start) / 3_600_000) * 3_600_000;
  const days = [];
  for (let d = Math.floor(begins / day) * day; d < ends; d += day) {
    if (Math.min(ends, d + 17 * 3_600_000) - Math.max(begins, d + 9 * 3_600_000) >= 4 * 3_600_000)
      days.push(new Date(d).toISOString().slice(0, 10));
  }
  return days;
}

// { '2026-01-01': "New Year's Day" }
function daysIn(...place) {
  const calendar = new Holidays(...place);
  const found = {};
  for (const year of [first - 1, ...years]) {
    for (const holiday of calendar.getHolidays(year, 'en') || []) {
      if (!['public', 'bank'].includes(holiday.type))
        continue;
      for (const date of daysOf(holiday)) {
        if (years.includes(Number(date.slice(0, 4))))
          found[date] ??= holiday.name.replace(/ \(substitute day\)$/, '');
      }
    }
  }
  return found;
}

// { "New Year's Day": "0101" } when the same every year, else one group a year: "0403,0326,…"; '+' between days, '-' for none
function byName(days) {
  const names = {};
  for (const [date, name] of Object.entries(days).sort())
    ((names[name] ??= {})[date.slice(0, 4)] ??= []).push(date.slice(5).replace('-', ''));
  return Object.fromEntries(Object.entries(names).map(([name, of]) => {
    const groups = years.map(year => of[year]?.join('+') ?? '-');
    return [name, groups.every(group => group === groups[0]) ? groups[0] : groups.join(',')];
  }));
}

const lists = new Holidays();
const countries = {};
for (const country of Object.keys(lists.getCountries()).sort()) {
  const all = daysIn(country);
  const entry = { days: byName(all) };
  const english = lists.getStates(country, 'en') ?? {};
  const own = lists.getStates(country) ?? {};
  for (const region of Object.keys(own).sort()) {
    const there = daysIn(country, region);
    const more = Object.fromEntries(Object.entries(there).filter(([date]) => !all[date]));
    const less = Object.fromEntries(Object.entries(all).filter(([date]) => !there[date]));
    entry.regions ??= {};
    entry.regions[region] = { names: [...new Set([own[region], english[region]])].filter(Boolean) };
    if (Object.keys(more).length) entry.regions[region].more = byName(more);
    if (Object.keys(less).length) entry.regions[region].less = byName(less);
  }
  countries[country] = entry;
}

const version = JSON.parse(readFileSync(new URL('node_modules/date-holidays/package.json', import.meta.url))).version;
const lines = Object.entries(countries).map(([country, entry]) => `${JSON.stringify(country)}:${JSON.stringify(entry)}`);
writeFileSync(
  new URL('../src/Tact.Core/Calendars/holidays.json', import.meta.url),
  `{"source":"date-holidays ${version} (https://github.com/commenthol/date-holidays), data CC BY-SA 3.0","years":${JSON.stringify(years)},"countries":{\n${lines.join(',\n')}\n}}\n`);
console.log(`${lines.length} countries, ${Object.values(countries).reduce((n, c) => n + Object.keys(c.regions ?? {}).length, 0)} regions, ${first} to ${years.at(-1)}`);
