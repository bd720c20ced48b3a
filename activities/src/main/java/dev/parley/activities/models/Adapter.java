package dev.parley.activities.models;

/** What a model is spared that it does not understand. */
public enum Adapter {
  /** Authors' names stand in the text of their messages, not beside it. */
  NAMES_IN_TEXT,
  /** What the model is told first comes as the first message of a user. */
  SYSTEM_AS_USER
}
