/** Where the sun stands, good to about a degree: enough for light and shadows. */

const RAD = Math.PI / 180;
const DAY_MS = 86_400_000;
/** 2000-01-01 12:00 UTC. */
const J2000_MS = 946_728_000_000;

/** Height over the horizon and direction, radians; azimuth clockwise from north. */
export interface SunPlace {
  readonly altitude: number;
  readonly azimuth: number;
}

/** The sun at a UTC time, degrees east and north. */
export function sunAt(utcMs: number, longitudeDeg: number, latitudeDeg: number): SunPlace {
  const days = (utcMs - J2000_MS) / DAY_MS;
  const anomaly = (357.529 + 0.98560028 * days) * RAD;
  const mean = 280.459 + 0.98564736 * days;
  const ecliptic = (mean + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * RAD;
  const tilt = (23.439 - 0.00000036 * days) * RAD;
  const ascension = Math.atan2(Math.cos(tilt) * Math.sin(ecliptic), Math.cos(ecliptic));
  const declination = Math.asin(Math.sin(tilt) * Math.sin(ecliptic));
  const sidereal = (280.46061837 + 360.98564736629 * days + longitudeDeg) * RAD;
  const hour = sidereal - ascension;
  const latitude = latitudeDeg * RAD;
  const altitude = Math.asin(
    Math.sin(latitude) * Math.sin(declination) + Math.cos(latitude) * Math.cos(declination) * Math.cos(hour),
  );
  const south = Math.atan2(Math.sin(hour), Math.cos(hour) * Math.sin(latitude) - Math.tan(declination) * Math.cos(latitude));
  return { altitude, azimuth: (south + Math.PI) % (2 * Math.PI) };
}
