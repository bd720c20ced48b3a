package dev.parley.activities;

import dev.parley.activities.people.Approvals;
import dev.parley.activities.people.People;
import dev.parley.activities.people.Rules;
import dev.parley.activities.people.WorkerPolicies;
import dev.parley.activities.tools.Toolset;
import dev.parley.transcript.Transcript;
import java.util.function.Supplier;

/**
 * Who decides on a worker.
 *
 * @param approvals which policies ask, and what they want
 * @param people as they are now: the file may change while the worker runs
 * @param previews whether Temporal may show what requests ask about, where a team lets it
 */
public record Deciders(Approvals approvals, Supplier<People> people, boolean previews) {

  /** A worker that has nothing configured: one person, and only the team files' policies. */
  public static Deciders plain() {
    return new Deciders(
        new Approvals(WorkerPolicies.NONE, new Rules(), true), () -> People.NOBODY, true);
  }

  /** What follows for requests, on a worker with these tools. */
  RequestRules rules(Toolset tools, Transcript transcript) {
    return new WorkerRules(approvals, people, previews, tools, transcript);
  }
}
