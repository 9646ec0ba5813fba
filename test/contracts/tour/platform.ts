import { startNewAccounts } from '../../local/connecting.ts';

/** All that connecting a stage asks of the vendors: made, found, changed by others and mended, doubled and removed. */
export const tourPlatform = async (): Promise<void> => {
  const world = await startNewAccounts();
  const { stripe, telnyx, resend } = world.ask;
  try {
    await world.connect('make');
    const { products, prices, portals, endpoints } = await world.books();
    const { profiles, trunks, addresses, verifyProfiles } = world.telnyx.platformObjects();
    const [webhook] = world.resend.endpoints();
    for (const { id } of products) await stripe('POST', `/v1/products/${id}`, { body: { active: false } });
    for (const { id } of prices) await stripe('POST', `/v1/prices/${id}`, { body: { active: false } });
    for (const { id } of portals)
      await stripe('POST', `/v1/billing_portal/configurations/${id}`, {
        body: { features: { invoice_history: { enabled: false } } },
      });
    for (const { id } of endpoints)
      await stripe('POST', `/v1/webhook_endpoints/${id}`, {
        body: { disabled: true, metadata: { cloudgreet_secret: '' } },
      });
    for (const { id } of profiles)
      await telnyx('PATCH', `/outbound_voice_profiles/${id}`, {
        body: { name: 'cloudgreet-dev', enabled: false },
      });
    for (const { id } of trunks)
      await telnyx('PATCH', `/fqdn_connections/${id}`, { body: { active: false } });
    for (const { id } of addresses) await telnyx('PATCH', `/fqdns/${id}`, { body: { fqdn: 'sip.example' } });
    for (const { id } of verifyProfiles)
      await telnyx('PATCH', `/verify_profiles/${id}`, { body: { language: 'fr-FR' } });
    await resend('PATCH', `/webhooks/${webhook?.id}`, { body: { status: 'disabled' } });
    await world.connect('mend');
    await resend('DELETE', `/webhooks/${webhook?.id}`);
    for (const { id } of verifyProfiles) await telnyx('DELETE', `/verify_profiles/${id}`);
    for (const { id } of addresses) await telnyx('DELETE', `/fqdns/${id}`);
    for (const { id } of trunks) await telnyx('DELETE', `/fqdn_connections/${id}`);
    for (const { id } of profiles) await telnyx('DELETE', `/outbound_voice_profiles/${id}`);
  } finally {
    await world.stop();
  }
};
