package dev.parley.workflows;

import dev.parley.agents.ConversationState;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.DynamicSignalHandler;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a conversation's workflow: reads its input, opens the conversation in the store, and
 * takes signals; {@link Course} does the rest.
 */
public final class ConversationRun implements ConversationWorkflow {

  private static final DataConverter JSON = Payloads.converter();

  private final WorkflowInfo info = Workflow.getInfo();
  // A reset in the Temporal UI replays this run's beginning under another run id: the original one
  // stays, and with it the intents of signals that bring no id.
  private final String run = info.getOriginalExecutionRunId();
  private final Inbox inbox = new Inbox(JSON, run);
  private @Nullable Course course;

  /** Made by the Temporal SDK, one for each run. */
  public ConversationRun() {
    Workflow.registerListener(
        (DynamicSignalHandler) (name, arguments) -> inbox.take("unknown", null));
  }

  @Override
  public Outcome run(RawValue raw) {
    ConversationInput input = read(raw);
    // Temporal's Cancel is "stop": what runs is cancelled by us, and its place is settled.
    var unused =
        CancellationScope.current()
            .getCancellationRequest()
            .thenApply(
                reason -> {
                  inbox.stop(run + "-cancel");
                  return reason;
                });
    Result result = new Result();
    CancellationScope everything =
        Workflow.newDetachedCancellationScope(() -> result.outcome = converse(input));
    everything.run();
    if (result.outcome == null) {
      throw new IllegalStateException("the conversation ended without an outcome");
    }
    return result.outcome;
  }

  private static final class Result {
    private @Nullable Outcome outcome;
  }

  private static ConversationInput read(RawValue raw) {
    Versions.requireReadable(JSON, raw);
    try {
      ConversationInput input =
          JSON.fromPayload(raw.getPayload(), ConversationInput.class, ConversationInput.class);
      if (input != null && input.team() != null) {
        return input;
      }
    } catch (DataConverterException e) {
      throw Versions.unreadable(JSON, raw)
          .<RuntimeException>map(newer -> newer)
          .orElse(badInput(e));
    }
    throw badInput(null);
  }

  private static ApplicationFailure badInput(@Nullable Throwable cause) {
    // The cause quotes the input: it stays out of history.
    String what = cause == null ? "has no team" : "is no JSON object";
    return ApplicationFailure.newNonRetryableFailure(
        "the input " + what + "; start with {\"team\":\"coding\",\"task\":\"...\"}", "badInput");
  }

  private Outcome converse(ConversationInput input) {
    ConversationInput.Carried carried = input.carried();
    if (carried != null) {
      inbox.recall(carried.urgent());
    }
    Lane lane = Lane.local();
    Opened opened =
        lane.store()
            .open(
                new Opening(
                    info.getWorkflowId(),
                    input.withoutState(),
                    info.getFirstExecutionRunId(),
                    info.getContinuedExecutionRunId().orElse(null),
                    carried == null ? null : carried.state().seq()));
    Versions.requireReadable(opened);
    opened.mail().forEach(inbox::mail);
    ConversationInput.Carried state =
        carried != null
            ? carried
            : new ConversationInput.Carried(
                opened.state() == null ? ConversationState.EMPTY : opened.state(), 0, 0, List.of());
    Course begun = new Course(input, opened, state, inbox, lane.with(opened));
    course = begun;
    return begun.run();
  }

  @Override
  public void say(RawValue body) {
    inbox.take("say", body);
  }

  @Override
  public void decide(RawValue body) {
    inbox.take("decide", body);
  }

  @Override
  public void claim(RawValue body) {
    inbox.take("claim", body);
  }

  @Override
  public void release(RawValue body) {
    inbox.take("release", body);
  }

  @Override
  public void revoke(RawValue body) {
    inbox.take("revoke", body);
  }

  @Override
  public void human(RawValue body) {
    inbox.take("human", body);
  }

  @Override
  public void pause(RawValue body) {
    inbox.take("pause", body);
  }

  @Override
  public void resume(RawValue body) {
    inbox.take("resume", body);
  }

  @Override
  public void interrupt(RawValue body) {
    inbox.take("interrupt", body);
  }

  @Override
  public void stop(RawValue body) {
    inbox.take("stop", body);
  }

  @Override
  public void childEnded(RawValue body) {
    inbox.takeEnd(body);
  }

  @Override
  public Status status() {
    return course == null ? new Status("opening", "", null, 0, 0, 0, 0, 0, "0") : course.status();
  }

  @Override
  public Pending pending() {
    return course == null ? Pending.NOTHING : course.pending();
  }
}
