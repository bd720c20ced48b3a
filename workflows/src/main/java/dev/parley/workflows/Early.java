package dev.parley.workflows;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.parley.agents.EntryHead;

/** What an effect has come to by the end of its first moments, in which it is a local activity. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Early.Done.class, name = "done"),
  @JsonSubTypes.Type(value = Early.Running.class, name = "running"),
  @JsonSubTypes.Type(value = Early.Again.class, name = "again"),
})
public sealed interface Early {

  /** It is over: the entry that stands at its place. */
  record Done(EntryHead head) implements Early {}

  /** It goes on in its process; an activity with the same intent joins it. */
  record Running() implements Early {}

  /** It failed, and may be tried again, not before so many milliseconds have passed. */
  record Again(long afterMillis) implements Early {}
}
