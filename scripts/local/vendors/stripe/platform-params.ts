/** Parameters of what the platform itself has; others are refused. */
export const platformParams = {
  product:
    'active default_price_data description expand id images marketing_features metadata name package_dimensions ' +
    'shippable statement_descriptor tax_code unit_label url',
  productChange:
    'active default_price description expand images marketing_features metadata name package_dimensions shippable ' +
    'statement_descriptor tax_code unit_label url',
  price:
    'active billing_scheme currency currency_options custom_unit_amount expand lookup_key metadata nickname product ' +
    'product_data recurring tax_behavior tiers tiers_mode transfer_lookup_key transform_quantity unit_amount ' +
    'unit_amount_decimal',
  priceChange: 'active currency_options expand lookup_key metadata nickname tax_behavior transfer_lookup_key',
  priceList:
    'active created currency ending_before expand limit lookup_keys product recurring starting_after type',
  endpoint: 'api_version connect description enabled_events expand metadata url',
  endpointChange: 'description disabled enabled_events expand metadata url',
  portalConfiguration: 'active business_profile default_return_url expand features login_page metadata name',
  page: 'ending_before expand limit starting_after',
} as const;
