/** The sun against the solar position algorithm of NREL, the standard of the field. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sunAt } from '../../src/world/sun';

/** UTC, degrees east and north; height and direction in degrees, from the library solarpositioning 2.0.9 (SPA, 1,000 hPa, 10 °C). */
const PLACES: readonly (readonly [string, number, number, number, number])[] = [
  ['2026-03-20T06:20:00Z', -3.7074, 40.4155, 0.0250, 89.7271],
  ['2026-06-21T12:00:00Z', -3.7074, 40.4155, 72.6691, 167.0873],
  ['2026-06-21T19:47:00Z', -3.7074, 40.4155, -0.0188, 302.0842],
  ['2026-12-21T07:36:00Z', -3.7074, 40.4155, 0.0022, 120.9349],
  ['2030-01-01T22:00:00Z', 139.7, 35.69, 1.1368, 119.2943],
  ['2030-08-12T09:31:00Z', 139.7, 35.69, 0.3653, 288.5461],
  ['2040-10-05T22:40:00Z', 121.56, 25.04, 10.9030, 101.0750],
  ['2026-06-21T23:10:00Z', 18.96, 69.65, 3.4013, 5.4938],
  ['2026-12-21T11:00:00Z', 18.96, 69.65, -3.1444, 184.0874],
  ['2050-05-01T03:10:00Z', 151.21, -33.87, 37.6581, 336.0798],
  ['2000-02-29T12:00:00Z', 0.0, 0.0, 81.6610, 158.2055],
  ['2099-09-09T15:15:15Z', -68.3, -54.8, 28.2012, 21.3519],
];
const GOOD_DEG = 0.1;

function assertStands(what: string, utc: string, longitude: number, latitude: number, altitude: number, azimuth: number): void {
  const sun = sunAt(Date.parse(utc), longitude, latitude);
  const turn = Math.abs((sun.azimuth * 180) / Math.PI - azimuth);
  assert.ok(Math.abs((sun.altitude * 180) / Math.PI - altitude) < GOOD_DEG, `${what}: height ${(sun.altitude * 180) / Math.PI}, not ${altitude}`);
  assert.ok(Math.min(turn, 360 - turn) < GOOD_DEG, `${what}: direction ${(sun.azimuth * 180) / Math.PI}, not ${azimuth}`);
}

test('A114: the example of the standard', () => {
  // Reda and Andreas, NREL/TP-560-34302, table A5.1: 17 October 2003, 12:30:30 at UTC-7; zenith 50.11162°, azimuth 194.34024°.
  assertStands('Golden, Colorado', '2003-10-17T19:30:30Z', -105.1786, 39.742476, 90 - 50.11162, 194.34024);
});

for (const [utc, longitude, latitude, altitude, azimuth] of PLACES) {
  test(`A114: at ${latitude}, ${longitude} on ${utc} within ${GOOD_DEG}°`, () => {
    assertStands(utc, utc, longitude, latitude, altitude, azimuth);
  });
}

test('A114: the whole reference table, where it is at hand', (t) => {
  const file = `${process.env['PARVIS_SHARED_DATA'] ?? '../../../shared/data'}/sun/nrel-spa-azimuth-zenith.csv`;
  if (!existsSync(file)) {
    t.skip(`no table at ${file}`);
    return;
  }
  const lines = readFileSync(file, 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  assert.ok(lines.length > 100);
  for (const line of lines) {
    const [utc, latitude, longitude, azimuth, zenith] = line.split(',');
    assertStands(line, utc!, Number(longitude), Number(latitude), 90 - Number(zenith), Number(azimuth));
  }
});
