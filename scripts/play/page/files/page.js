const by = (id) => document.getElementById(id);
const token = document.querySelector('meta[name="demo-token"]').content;
const speak = by('speak');
const words = by('words');
const buttons = [...document.querySelectorAll('button[data-do]')];
/** Whose deed is being done. */
const pressed = new Set();
let isLineUp = false;

/** One call at a time: nobody else calls before it is over. */
const enable = () => {
  for (const button of buttons)
    button.disabled = pressed.has(button) || (isLineUp && button.dataset.do === 'play');
};

const append = (list, kind, label, text) => {
  const item = document.createElement('li');
  item.className = kind;
  if (label) {
    const name = document.createElement('b');
    name.textContent = label;
    item.append(name, ' ');
  }
  item.append(text);
  // Whoever has scrolled up to read is left there.
  const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  list.append(item);
  if (isAtEnd) list.scrollTop = list.scrollHeight;
};

const show = {
  said: ({ who, text }) => append(by('talk'), who, who === 'agent' ? 'Agent' : 'Caller', text),
  tool: ({ text }) => append(by('talk'), 'tool', 'Tool', text),
  line: ({ text }) => append(by('talk'), 'line', '', text),
  effect: ({ of, text }) => append(by('effects'), of, of, text),
  deed: ({ text }) => append(by('effects'), 'deed', '', text),
  standing({ text, holds }) {
    const standing = by('standing');
    standing.textContent = text;
    standing.className = holds ? 'good' : 'bad';
  },
  phone({ isUp, examples }) {
    isLineUp = isUp;
    enable();
    speak.hidden = !isUp;
    by('hang-up').hidden = !isUp;
    by('ring').hidden = isUp;
    by('examples').textContent =
      examples.length > 0 ? `You may say: ${examples.map((one) => `“${one}”`).join('  ')}` : '';
  },
  stripe({ isDown }) {
    const button = by('stripe');
    button.dataset.do = isDown ? 'stripe-up' : 'stripe-down';
    button.textContent = isDown ? 'Stripe up again' : 'Stripe down';
    button.setAttribute('aria-pressed', String(isDown));
  },
};

const act = async (deed) => {
  by('refusal').textContent = '';
  try {
    const response = await fetch('/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-demo-token': token },
      body: JSON.stringify(deed),
    });
    if (!response.ok) by('refusal').textContent = (await response.json()).message;
  } catch {
    by('refusal').textContent = 'The demo does not answer: does it still run?';
  }
};

for (const button of buttons) {
  button.addEventListener('click', async () => {
    pressed.add(button);
    enable();
    const deed = { do: button.dataset.do };
    if (deed.do === 'play') deed.again = 'again' in button.dataset;
    await act(deed);
    pressed.delete(button);
    enable();
    if (deed.do === 'ring') words.focus();
  });
}

speak.addEventListener('submit', async (event) => {
  event.preventDefault();
  const text = words.value.trim();
  if (text === '') return;
  words.value = '';
  await act({ do: 'say', text });
});

const events = new EventSource('/events');
events.addEventListener('message', ({ data }) => {
  const shown = JSON.parse(data);
  show[shown.kind](shown);
});
events.addEventListener('open', () => {
  by('connection').textContent = '';
});
events.addEventListener('error', () => {
  by('connection').textContent = 'The connection to the demo is lost. It is tried again.';
});
