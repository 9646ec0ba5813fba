#!/usr/bin/env bash
# Opens a business for its owner and says how far it has come. CLOUDGREET_URL, PARTNER_KEY: see README.md.
set -euo pipefail
here=$(dirname "$0")

ask() { # METHOD PATH [curl's arguments]
  curl -sS --fail-with-body -X "$1" "$CLOUDGREET_URL$2" -H "authorization: Bearer $PARTNER_KEY" "${@:3}"
}
field() { node -pe "JSON.parse(require('node:fs').readFileSync(0, 'utf8')).$1"; }

# One key for each business that you mean: asked twice, also after a lost answer, there is one.
opened=$(ask POST /v1/partner/businesses -H 'content-type: application/json' \
  -H 'idempotency-key: onboard-crm-4711' --data @"$here/business.json")
business=$(field businessId <<<"$opened")
echo "opened $(field externalId <<<"$opened")"

seen=$(ask GET "/v1/partner/businesses/$business")
next=$(node -pe 'const { steps } = JSON.parse(require("node:fs").readFileSync(0, "utf8")).onboarding;
  const next = steps.find(({ state, needs }) => state === "waiting" && needs.length === 0);
  `${next.name}: ${next.says}`' <<<"$seen")
echo "$(field settings.name <<<"$seen"): owned $(field hasOwner <<<"$seen"), $next"
