package dev.parley.client;

import dev.parley.transcript.ConversationStore.Over;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.ConversationStore.Trouble;
import dev.parley.transcript.Transcript;

/** Starts a conversation again that Temporal has lost or that hangs. */
final class Recovery {

  private final Parley parley;
  private final String id;

  Recovery(Parley parley, String id) {
    this.parley = parley;
    this.id = id;
  }

  /** See {@link Conversation#recover}. */
  Trouble recover() {
    Trouble trouble =
        switch (verdict()) {
          case Reconciler.Verdict.Hangs hangs -> hangs.trouble();
          case Reconciler.Verdict.Ended ended ->
              throw new ParleyException.Refused(
                  "%s is over: %s. ./parley say continues it".formatted(id, ended.end().detail()));
          case Reconciler.Verdict.Runs running ->
              throw new ParleyException.Refused(
                  "nothing is wrong with %s: Temporal runs it".formatted(id));
        };
    if (trouble.state() == State.PAUSED) {
      throw new ParleyException.Refused("%s: %s".formatted(id, trouble.cause()));
    }
    Over over = parley.temporal().last(id).orElse(null);
    transcript().conversations().expectRun(id, over);
    parley
        .temporal()
        .reaching(
            () -> {
              parley.temporal().terminate(id, "recovered: started again from its entries");
              return id;
            });
    parley.run(transcript().conversations().standing(id));
    return trouble;
  }

  private Reconciler.Verdict verdict() {
    return parley
        .temporal()
        .reaching(() -> parley.temporal().reconciler(transcript()).look(id))
        .orElseThrow(
            () ->
                new ParleyException.Refused("%s is over. ./parley say continues it".formatted(id)));
  }

  private Transcript transcript() {
    return parley.transcript();
  }
}
