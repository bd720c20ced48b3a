package dev.parley.benchmarks;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Activities of the floor. */
@ActivityInterface
public interface BareActivity {

  /** Returns the number of the next turn. */
  @ActivityMethod(name = "nothing")
  int next(int turn);

  /** The same, after something was written to the disk for good. */
  @ActivityMethod(name = "keep")
  int keep(int turn);
}
