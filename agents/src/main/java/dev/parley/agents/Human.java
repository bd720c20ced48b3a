package dev.parley.agents;

/** When an agent asks a person for its reply, as AutoGen's {@code human_input_mode} means it. */
public enum Human {
  /** At every turn; an empty answer takes the automatic reply. */
  ALWAYS,
  /** When its own termination condition or its limit of automatic replies is reached. */
  TERMINATE,
  /** Never; the condition or the limit ends the conversation. */
  NEVER
}
