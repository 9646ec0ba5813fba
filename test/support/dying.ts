export class Crash extends Error {}

/** Dies after the nth answer of the vendor, whatever it was asked, and is another worker from then on. */
export const dying = (nth: number) => {
  let count = 0;
  let diesAt = nth;
  const asking = <Ports extends object>(ports: Ports): Ports =>
    new Proxy(ports, {
      get: (target, name) => {
        const ask = Reflect.get(target, name) as (...given: unknown[]) => Promise<unknown>;
        return async (...given: unknown[]) => {
          const answer = await ask(...given);
          count += 1;
          if (count === diesAt) throw new Crash();
          return answer;
        };
      },
    });
  return {
    asking,
    after: (more: number) => {
      diesAt = count + more;
    },
  };
};
