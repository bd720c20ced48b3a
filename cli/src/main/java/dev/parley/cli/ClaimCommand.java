package dev.parley.cli;

import dev.parley.client.Conversation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code claim REQUEST}. */
@Command(
    description = "Says that you take care of a request; others see that.",
    mixinStandardHelpOptions = true)
final class ClaimCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private final Care care = new Care();

  ClaimCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return care.change(session, Conversation::claim, "claimed by %s");
  }
}
