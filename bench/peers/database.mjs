import postgres from 'postgres';

const BIGINT = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;

/** A pool like Tandem's, that reads rows as they go over the wire; statements are prepared. */
export function connect() {
  return postgres(process.env.DATABASE_URL, {
    max: Number(process.env.DATABASE_POOL_MAX ?? 10),
    connection: { application_name: 'peer', TimeZone: 'UTC' },
    types: {
      bigint: reading(BIGINT, Number),
      date: reading(DATE, String),
      instant: reading(TIMESTAMPTZ, toIsoInstant),
    },
  });
}

function reading(type, parse) {
  return { to: type, from: [type], serialize: String, parse };
}

/** PostgreSQL prints `2026-11-21 09:30:00.12+00`: trailing zeros are left out. */
function toIsoInstant(printed) {
  const [day, time] = printed.slice(0, -'+00'.length).split(' ');
  const [seconds, fraction = ''] = time.split('.');
  return `${day}T${seconds}.${fraction.padEnd(6, '0')}Z`;
}
