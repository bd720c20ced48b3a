package dev.parley.client.view;

import dev.parley.transcript.ConversationStore.Branch;
import java.util.List;
import java.util.stream.Collectors;

/** What resets in the Temporal UI have left behind. */
public final class BranchesView {

  private BranchesView() {}

  /** One line a branch, without a line end; empty if there is none. */
  public static String render(List<Branch> branches) {
    return branches.stream().map(BranchesView::line).collect(Collectors.joining("\n"));
  }

  private static String line(Branch branch) {
    return "branch %s: %s, left by a reset at %s"
        .formatted(Display.line(branch.name()), entries(branch), Facts.time(branch.at()));
  }

  private static String entries(Branch branch) {
    return branch.from() == branch.to()
        ? "entry %d".formatted(branch.from())
        : "entries %d to %d".formatted(branch.from(), branch.to());
  }
}
