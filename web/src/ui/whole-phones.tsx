import { Fragment } from 'react';

/** A number of North America as `formatPhone` writes it. */
const WRITTEN = /(\(\d{3}\) \d{3}-\d{4})/;

/** Words in which a telephone number stays on one line: in two halves nobody reads it out or dials it with ease. */
export const WholePhones = ({ children }: { readonly children: string }) =>
  children.split(WRITTEN).map((part, place) => {
    // What is split by a group has its matches at every second place.
    const isPhone = place % 2 === 1;
    return (
      <Fragment key={`${place} ${part}`}>
        {isPhone ? <span className="one-piece">{part}</span> : part}
      </Fragment>
    );
  });
