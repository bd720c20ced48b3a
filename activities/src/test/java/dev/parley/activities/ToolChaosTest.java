package dev.parley.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.ToolEffect;
import dev.parley.transcript.EntryStore.Outcome;
import dev.parley.transcript.EntryStore.Outcome.Status;
import dev.parley.workflows.ToolEnd;
import dev.parley.workflows.ToolTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Workers that begin a call and hang, before or after they have done it, while others take over; at
 * the end the hanging ones go on. Whatever the order: one outcome stands, everybody hears the same,
 * and what must happen once has not happened twice.
 */
@Timeout(60)
class ToolChaosTest {

  private static final List<ToolEffect> EFFECTS = List.of(ToolEffect.values());

  private final Shop shop;
  private final AtomicInteger deeds = new AtomicInteger();
  private final CountDownLatch goOn = new CountDownLatch(1);

  ToolChaosTest(@TempDir Path folder) {
    shop = new Shop(folder);
  }

  /** Hangs before or after the deed, or not at all. */
  private TestTool tool(ToolEffect effect, int hangs, CountDownLatch reached) {
    return TestTool.refund(
        effect,
        arguments -> {
          hang(hangs == 0, reached);
          int number = deeds.incrementAndGet();
          hang(hangs == 1, reached);
          reached.countDown();
          return "deed " + number;
        });
  }

  private void hang(boolean here, CountDownLatch reached) throws InterruptedException {
    if (here) {
      reached.countDown();
      goOn.await();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void lostAttemptsChangeNothingThatStands(long seed) throws Exception {
    Random random = new Random(seed);
    ToolEffect effect = EFFECTS.get((int) (seed % 3));
    ToolTask task = shop.task(shop.calls("refund", Shop.ARGUMENTS, effect));
    List<CompletableFuture<ToolEnd>> all = new ArrayList<>();
    List<TestTool> tools = new ArrayList<>();
    for (int worker = 0; worker < 5; worker++) {
      CountDownLatch reached = new CountDownLatch(1);
      TestTool tool = tool(effect, random.nextInt(3), reached);
      tools.add(tool);
      ToolEffects effects = shop.worker("w" + worker, tool);
      CompletableFuture<ToolEnd> end =
          CompletableFuture.supplyAsync(
              () -> effects.call(task, shop.place(), Attempt.wanted()), Thread::startVirtualThread);
      all.add(end);
      while (reached.getCount() > 0 && !end.isDone()) {
        Thread.onSpinWait();
      }
    }
    goOn.countDown();

    boolean doubt = all.getLast().get().inDoubt();
    for (CompletableFuture<ToolEnd> end : all) {
      assertThat(end.get().inDoubt()).isEqualTo(doubt);
    }
    Outcome outcome = shop.held().orElseThrow();
    assertThat(outcome.status()).isEqualTo(doubt ? Status.IN_DOUBT : Status.DONE);
    List<String> keys = tools.stream().flatMap(tool -> tool.keys().stream()).toList();
    assertThat(keys).hasSizeGreaterThan(0);
    assertThat(keys).containsOnly("shop-1/main/turn/1/anna/1/tool/1");
    if (effect == ToolEffect.ONCE) {
      assertThat(keys).hasSize(1);
      assertThat(deeds).hasValueLessThanOrEqualTo(1);
    }
    shop.close();
  }
}
