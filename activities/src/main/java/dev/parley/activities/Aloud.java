package dev.parley.activities;

import dev.parley.activities.models.Listener;
import dev.parley.transcript.LiveStore.LiveCall;
import dev.parley.transcript.LiveStore.LiveWriter;
import dev.parley.transcript.Place;
import dev.parley.transcript.Transcript;

/** Passes on the answer of a model while it comes, until the call is closed. */
record Aloud(LiveWriter live) implements Listener, AutoCloseable {

  /** For one attempt of one call. */
  static Aloud of(Transcript transcript, Place place, String agent, int attempt) {
    LiveCall call = new LiveCall(place.conversation(), place.seq(), agent, attempt);
    return new Aloud(transcript.live().open(call));
  }

  @Override
  public void text(String more) {
    live.append(more);
  }

  @Override
  public void thought(String more) {
    // It is kept with the entry; nobody is shown it meanwhile.
  }

  @Override
  public void close() {
    live.close();
  }
}
