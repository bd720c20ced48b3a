package dev.parley.chaos;

import dev.parley.activities.models.EndpointAnswer;
import dev.parley.activities.models.EndpointRequest;
import dev.parley.activities.models.ModelEndpoint;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an endpoint answers each model, one after the other, and what it has answered so far. */
final class Answers implements ModelEndpoint.Script {

  private final Map<String, Deque<EndpointAnswer>> due = new ConcurrentHashMap<>();
  private final Map<String, Integer> given = new ConcurrentHashMap<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  /** Further answers for a model. */
  synchronized void add(String model, EndpointAnswer... more) {
    var unused =
        due.merge(
            model,
            new ArrayDeque<>(Arrays.asList(more)),
            (before, after) -> {
              before.addAll(after);
              return before;
            });
  }

  @Override
  public synchronized EndpointAnswer answer(EndpointRequest request) {
    EndpointAnswer next = due.getOrDefault(request.model(), new ArrayDeque<>()).poll();
    if (next == null) {
      return EndpointAnswer.error(400, "no_more", "nothing is left for " + request.model());
    }
    var unused = given.merge(request.model(), 1, Integer::sum);
    bodies.add(next.body());
    return next;
  }

  /** How often a model was asked. */
  int given(String model) {
    return given.getOrDefault(model, 0);
  }

  /** All that was answered. */
  String bodies() {
    return String.join("\n", bodies);
  }
}
