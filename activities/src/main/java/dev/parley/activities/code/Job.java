package dev.parley.activities.code;

import dev.parley.agents.CodeBlock;
import java.util.List;

/**
 * Code to run. {@link SandboxSettings#job} makes it of what a team file asks for and what the
 * worker allows.
 *
 * @param conversation whose it is, by a name that no other store's conversation has, because
 *     several may use one engine
 * @param intent which effect of it, by a name that no other branch's effect has; a new run removes
 *     what an earlier one of the same two names has left
 * @param blocks in the order in which they run
 * @param workspace the files that are there at the start
 * @param limits what it may use
 * @param network whether it may open connections
 * @param image container image; sandboxes without containers take none but the worker's default
 * @param packages Python packages that must be there, each {@code NAME} or {@code NAME==VERSION}
 */
public record Job(
    String conversation,
    String intent,
    List<CodeBlock> blocks,
    Workspace workspace,
    Limits limits,
    boolean network,
    String image,
    List<String> packages) {

  public Job {
    blocks = List.copyOf(blocks);
    packages = List.copyOf(packages);
  }
}
