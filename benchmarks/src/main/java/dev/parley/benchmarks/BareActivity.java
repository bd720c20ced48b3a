package dev.parley.benchmarks;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** An activity that does nothing. */
@ActivityInterface
public interface BareActivity {

  /** Returns the number of the next turn. */
  @ActivityMethod(name = "nothing")
  int next(int turn);
}
