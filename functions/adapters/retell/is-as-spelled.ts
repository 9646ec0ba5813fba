type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Not set, however Retell writes it. */
const isNothing = (value: unknown): boolean => {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isFields(value) && Object.values(value).every(isNothing);
};

/**
 * What a caller would notice and we never set, with its documented default, as of retell-sdk 5.66.1 (`LlmResponse`,
 * `AgentResponse`). Fields that are in neither table are Retell's own book-keeping, or newer than this: nobody has set
 * them here, and a new default of Retell's must not stop every publication.
 */
const UNSAID: Readonly<Record<'model' | 'agent', Fields>> = {
  model: {
    states: null,
    starting_state: null,
    mcps: null,
    knowledge_base_ids: null,
    s2s_model: null,
    is_transfer_llm: null,
    begin_after_user_silence_ms: null,
    model_high_priority: false,
  },
  agent: {
    allow_dtmf_interruption: false,
    allow_user_dtmf: true,
    ambient_sound: null,
    ambient_sound_volume: 1,
    backchannel_frequency: 0.8,
    backchannel_words: null,
    begin_message_delay_ms: 0,
    boosted_keywords: null,
    call_screening_option: null,
    custom_stt_config: null,
    denoising_mode: 'noise-cancellation',
    enable_backchannel: false,
    enable_dynamic_responsiveness: false,
    enable_dynamic_voice_speed: false,
    enable_expressive_mode: false,
    expressive_mode_prompt: null,
    fallback_voice_ids: null,
    guardrail_config: {},
    interruption_sensitivity: 1,
    ivr_option: null,
    pronunciation_dictionary: null,
    reminder_max_count: 1,
    reminder_trigger_ms: 10_000,
    responsiveness: 1,
    ring_duration_ms: 30_000,
    stt_mode: 'fast',
    vocab_specialization: 'general',
    voice_emotion: null,
    voice_model: null,
    voice_speed: 1,
    voice_temperature: 1,
    voicemail_option: null,
    volume: 1,
  },
};

/** Inside of what we send everything counts, but for what Retell may add of itself. */
const INNER_DEFAULTS: Fields = {
  parameter_type: 'json',
  execution_message_type: 'prompt',
  default_personality: true,
};

/** The engine's version, which goes with the agent's, says nothing of what it does. */
const isAddition = (name: string, value: unknown): boolean =>
  name === 'version' ||
  isNothing(value) ||
  (Object.hasOwn(INNER_DEFAULTS, name) && value === INNER_DEFAULTS[name]);

/** A default may be left unsaid. */
const isDefault = (value: unknown, expected: unknown): boolean =>
  isNothing(expected) ? isNothing(value) : value === null || value === undefined || value === expected;

const isSame = (seen: unknown, spelled: unknown): boolean => {
  if (Array.isArray(spelled)) {
    return (
      Array.isArray(seen) &&
      seen.length === spelled.length &&
      spelled.every((item, index) => isSame(seen[index], item))
    );
  }
  if (!isFields(spelled)) return seen === spelled;
  if (!isFields(seen)) return false;
  const added = Object.keys(seen).filter((name) => !Object.hasOwn(spelled, name));
  return (
    Object.entries(spelled).every(([name, value]) => isSame(seen[name], value)) &&
    added.every((name) => isAddition(name, seen[name]))
  );
};

const sorted = (value: unknown): unknown => (Array.isArray(value) ? value.toSorted() : value);

const PRESETS: readonly unknown[] = ['call_summary', 'call_successful', 'user_sentiment'];
/** Without words of its own it is there whether or not it is named. */
const isPreset = (item: unknown): boolean =>
  isFields(item) &&
  item.type === 'system-presets' &&
  PRESETS.includes(item.name) &&
  Object.entries(item).every(([name, value]) => ['type', 'name'].includes(name) || isNothing(value));

const withoutPresets = (value: unknown): unknown => {
  if (isNothing(value)) return [];
  return Array.isArray(value) ? value.filter((item) => !isPreset(item)) : value;
};

/** Lists whose order or whose usual members say nothing. */
const LOOSER: Readonly<Record<string, (value: unknown) => unknown>> = {
  webhook_events: sorted,
  post_call_analysis_data: withoutPresets,
};

/** Whether what Retell shows is what the body that we would send would make of it. */
export const isAsSpelled = (half: 'model' | 'agent', seen: unknown, spelled: Fields): boolean => {
  if (!isFields(seen)) return false;
  const loosely = (name: string, value: unknown): unknown => (LOOSER[name] ?? ((same) => same))(value);
  return (
    Object.entries(spelled).every(([name, value]) =>
      isSame(loosely(name, seen[name]), loosely(name, value)),
    ) && Object.entries(UNSAID[half]).every(([name, expected]) => isDefault(seen[name], expected))
  );
};

/** What was set in ways that we never set, and what sets it back: to be written with a body of ours. */
export const unsaidIn = (half: 'model' | 'agent', seen: Fields): Fields =>
  Object.fromEntries(
    Object.entries(UNSAID[half]).filter(([name, expected]) => !isDefault(seen[name], expected)),
  );
