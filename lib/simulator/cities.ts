import type { SiteId } from './sites';

/**
 * Large cities by the state that they are in, as far as their name means one place only. Mercado Pago compares with
 * Mercado Libre's full lists, which the simulator does not have: a city or a state that is not here is taken as it is.
 * Geography, and no list of Mercado Libre's.
 */
const citiesByState: Record<SiteId, Record<string, string[]>> = {
  MLA: {
    'buenos aires': ['la plata', 'mar del plata', 'bahia blanca', 'tandil'],
    chubut: ['comodoro rivadavia', 'puerto madryn'],
    'rio negro': ['san carlos de bariloche', 'bariloche'],
    'santa fe': ['rosario'],
    'capital federal': [],
  },
  MLB: {
    'sao paulo': ['sao paulo', 'campinas', 'guarulhos'],
    'rio de janeiro': ['rio de janeiro', 'niteroi'],
    'minas gerais': ['belo horizonte'],
    parana: ['curitiba'],
    'mato grosso': ['cuiaba'],
    amazonas: ['manaus'],
    'rio grande do sul': ['porto alegre'],
  },
  MLM: {
    jalisco: ['guadalajara', 'zapopan'],
    'nuevo leon': ['monterrey'],
    'baja california': ['tijuana', 'mexicali'],
    'quintana roo': ['cancun'],
  },
  MCO: {
    antioquia: ['medellin'],
    'valle del cauca': ['cali'],
    atlantico: ['barranquilla'],
    santander: ['bucaramanga'],
  },
  MLC: { valparaiso: ['valparaiso', 'vina del mar'], antofagasta: ['antofagasta', 'calama'] },
  MLU: { maldonado: ['punta del este'], salto: ['salto'], paysandu: ['paysandu'] },
  MPE: { 'la libertad': ['trujillo'], arequipa: ['arequipa'], cusco: ['cusco'] },
};

/** Whether a city is known to be in another state than the one that is named with it. */
export function isElsewhere(siteId: SiteId, place: { cityName: string; stateName: string }): boolean {
  const states = Object.entries(citiesByState[siteId]);
  const [city, state] = [plain(place.cityName), plain(place.stateName)];
  const own = states.find(([, cities]) => cities.includes(city))?.[0];
  return own !== undefined && own !== state && states.some(([name]) => name === state);
}

/** Without accents and capitals: people write names in many ways. */
function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .trim()
    .toLowerCase();
}
