import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoBusinessCreation } from '../../functions/adapters/dynamodb/business-creation.ts';
import type { Table } from '../../functions/adapters/dynamodb/client.ts';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import type { Appointment } from '../../functions/domain/appointment/appointment.ts';
import type { Business } from '../../functions/domain/business/business.ts';
import { waiting } from '../../functions/runtime/waiting.ts';

/** Writes a business and an appointment of its own, and shows the rows of that business alone. */
export const storeBusiness = async (
  table: Table & { rows(): Promise<readonly Readonly<Record<string, unknown>>[]> },
  business: Business,
  appointment: Appointment,
) => {
  const putAppointment = (row: Appointment) =>
    table.db.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...keys.appointment(row.businessId, row.id), ...row },
      }),
    );
  await dynamoBusinessCreation(table, waiting).create(business);
  await putAppointment(appointment);

  const rows = async () =>
    (await table.rows()).filter((row) => String(row.pk).startsWith(`BIZ#${business.id}#`));
  return { putAppointment, rows };
};
