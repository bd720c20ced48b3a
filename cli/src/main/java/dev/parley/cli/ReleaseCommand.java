package dev.parley.cli;

import dev.parley.client.Conversation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code release REQUEST}. */
@Command(
    description = "Leaves a request that you have claimed to the others again.",
    mixinStandardHelpOptions = true)
final class ReleaseCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private final Care care = new Care();

  ReleaseCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return care.change(session, Conversation::release, "nobody takes care of it");
  }
}
