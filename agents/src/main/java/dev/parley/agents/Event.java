package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonValue;

/** What an entry of kind {@code event} reports. The wire names are kept for ever. */
public enum Event {
  /** Holds until it is resumed. */
  PAUSED("paused"),
  /** Goes on after a pause or an interrupt. */
  RESUMED("resumed"),
  /** The running effect was cancelled by a person; the conversation waits. */
  INTERRUPTED("interrupted"),
  /** An effect that was cancelled before it had an outcome. */
  CANCELLED("cancelled"),
  /** An effect that failed for good; the text says why. */
  FAILED("failed"),
  /** A limit of the workers or of the blueprint was reached before a call was made. */
  LIMIT("limit"),
  /** A signal that could not be taken; nothing changed. */
  REFUSED("refused"),
  /** A person asked for the end after the turn. */
  STOP("stop"),
  /** A person ended the conversation at once. */
  STOPPED("stopped"),
  /** A person who was asked for a reply typed {@code exit}. */
  EXIT("exit"),
  /** A custom reply had nothing to say; the next way to reply is taken. */
  SILENT("silent"),
  /** The Temporal server ended it: terminated, timed out; the text says how. */
  ENDED("ended"),
  /** People were reminded of a request, or told that its deadline has passed. */
  REMINDED("reminded"),
  /** Nobody had decided in time: others are asked. */
  ESCALATED("escalated"),
  /** Somebody asked another one to decide. */
  DELEGATED("delegated"),
  /** Somebody takes care of a request. */
  CLAIMED("claimed"),
  /** Nobody takes care of a request any more. */
  RELEASED("released"),
  /** A standing approval ended. */
  REVOKED("revoked"),
  /** From now on a person is asked at other times for an agent's reply. */
  HUMAN("human"),
  /** Who speaks next was chosen, or a model has named nobody who may. */
  SELECTED("selected"),
  /** An agent's context could not be summed up: it goes on with the newest messages that fit. */
  NOT_SUMMARIZED("notSummarized"),
  /** The conversation goes in a circle: the agents are told, or it ends. */
  LOOP("loop"),
  /** A conversation inside this one began, or was skipped. */
  CHAT("chat"),
  /** A conversation inside this one came to something, and another one follows. */
  CHATTED("chatEnded");

  private final String wire;

  Event(String wire) {
    this.wire = wire;
  }

  /** The name in JSON. */
  @JsonValue
  public String wire() {
    return wire;
  }
}
