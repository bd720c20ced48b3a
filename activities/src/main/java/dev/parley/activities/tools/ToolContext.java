package dev.parley.activities.tools;

/**
 * What a tool may know of the call. A method with {@code @Tool} gets it as a parameter of this
 * type, which models do not see.
 *
 * @param conversation id of the conversation
 * @param key the same for every attempt of this call and for no other call: hand it to whatever
 *     takes an idempotency key
 * @param agent whose model calls
 */
public record ToolContext(String conversation, String key, String agent) {}
