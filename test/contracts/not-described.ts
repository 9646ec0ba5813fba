/** What passes between us and a vendor and no contract in ../shared describes, each with the reason. */
export const notDescribed: Readonly<Record<string, string>> = {
  'retell POST /v2/list-agents request':
    'newer than the description of the API (2026-04-03); the types of the SDK leave lists out',
  'retell POST /v2/list-agents response 200':
    'newer than the description of the API (2026-04-03); the types of the SDK leave lists out',
  'retell POST /v3/list-calls request':
    'newer than the description of the API (2026-04-03); the types of the SDK leave lists out',
  'retell POST /v3/list-calls response 200':
    'newer than the description of the API (2026-04-03); the types of the SDK leave lists out',
  'telnyx GET /v2/fqdn_connections/{id}/fqdn_authentication response 200':
    'newer than the description of the API (2026-07-16); the SDK of 7.24.0 has it',
  'telnyx PATCH /v2/fqdn_connections/{id}/fqdn_authentication request':
    'newer than the description of the API (2026-07-16); the SDK of 7.24.0 has it',
  'telnyx PATCH /v2/fqdn_connections/{id}/fqdn_authentication response 200':
    'newer than the description of the API (2026-07-16); the SDK of 7.24.0 has it',
  'telnyx webhook 10dlc.brand.update':
    'the description of the API knows only the flat form of a campaign; the documentation shows the envelope',
  'telnyx webhook 10dlc.campaign.update':
    'the description of the API knows only the flat form; the documentation shows the envelope',
  'telnyx webhook 10dlc.phone_number.update':
    'the description of the API knows only the flat form of a campaign; the documentation names it',
};
