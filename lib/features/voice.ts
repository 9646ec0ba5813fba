import { Duration } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { Alarm, counted, perMinute } from '../constructs/alarm.ts';
import type { ServiceApi } from '../constructs/service-api.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { stageSecret, tableRows } from './grants.ts';
import type { Platform } from './platform.ts';

/** A person is on the phone: the inbound webhook and every tool, in one function so that its cold start is paid while it rings. */
export class Voice extends Construct {
  constructor(scope: Construct, id: string, props: { platform: Platform; api: ServiceApi }) {
    super(scope, id);
    const { house, table, secret } = props.platform;
    const agent = new ServiceFunction(this, 'Agent', {
      house,
      handler: 'voice/agent',
      timeout: Duration.seconds(10),
      memoryMb: house.stage.voiceMemoryMb,
      reservedConcurrency: house.stage.voiceReservedConcurrency,
    })
      // One Query answers a lookup; a booking is one transaction of puts and updates, a repeat is read back.
      .allow(tableRows(table, 'Query', 'GetItem', 'PutItem', 'UpdateItem'))
      // The keys of Retell's signature and of our offers.
      .allow(stageSecret(secret));

    const whyOpen = 'Retell signs every request; the handler checks x-retell-signature over the raw bytes.';
    props.api.open(HttpMethod.POST, '/voice/{businessId}/inbound', agent, whyOpen);
    props.api.open(HttpMethod.POST, '/voice/{businessId}/tools/{tool}', agent, whyOpen);

    new Alarm(this, 'AgentErrors', {
      house,
      impact: 'callers cannot book while on the phone',
      runbook: `${agent.runbookPage}#errors`,
      metric: agent.lambda.metricErrors(perMinute),
      threshold: 1,
    });
    new Alarm(this, 'AgentSlow', {
      house,
      impact: 'callers wait in silence for the agent',
      runbook: `${agent.runbookPage}#slow`,
      metric: agent.lambda.metricDuration({ ...perMinute, statistic: 'p99' }),
      threshold: Duration.seconds(3).toMilliseconds(),
      periods: 3,
    });
    // The caller is answered with a sentence, so that Lambda sees no error.
    new Alarm(this, 'ToolFailed', {
      house,
      impact: 'callers are asked to leave a message because the calendar cannot be reached',
      runbook: `${agent.runbookPage}#tool-failed`,
      metric: counted(house, 'ToolFailed'),
      threshold: 1,
    });
    new Alarm(this, 'SignatureInvalid', {
      house,
      impact: 'callers may reach an agent that cannot book, because Retell and we do not share a key',
      runbook: `${agent.runbookPage}#signature-invalid`,
      metric: counted(house, 'VoiceRefused_signature_invalid'),
      threshold: 10,
    });
    new Alarm(this, 'AgentThrottled', {
      house,
      impact: 'some callers reach an agent that cannot look up or book',
      runbook: `${agent.runbookPage}#throttled`,
      metric: agent.lambda.metricThrottles(perMinute),
      threshold: 1,
    });
  }
}
