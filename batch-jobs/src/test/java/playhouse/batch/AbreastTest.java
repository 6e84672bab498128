package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import playhouse.testbed.Await;

class AbreastTest {
  private static final long LIMIT_SECONDS = 30;

  private final List<String> began = new CopyOnWriteArrayList<>();

  @Test
  void two_that_do_not_need_each_other_run_at_the_same_time() {
    CyclicBarrier meeting = new CyclicBarrier(2);
    List<Job> jobs = List.of(new Named("one"), new Named("other"));
    assertThat(
            run(
                jobs,
                job -> {
                  meet(meeting);
                  return job.name();
                }))
        .containsExactly("one", "other");
  }

  @Test
  void one_that_needs_others_begins_when_they_are_done_and_one_that_does_not_overtakes_it() {
    List<Job> jobs =
        List.of(
            new Named("first"),
            new Named("second", "first"),
            new Named("third", "second"),
            new Named("free"));
    runAndNote(jobs, "first", "free");
    assertThat(began).containsExactlyInAnyOrder("first", "second", "third", "free");
    assertThat(began).containsSubsequence("first", "second", "third");
  }

  @Test
  void one_that_is_run_alone_waits_for_all_before_it_and_those_behind_wait_for_it() {
    List<Job> jobs =
        List.of(
            new Named("one"),
            new Named("other"),
            new Named("care", List.of(), true),
            new Named("later"));
    runAndNote(jobs, "one", "other");
    assertThat(began.subList(2, 4)).containsExactly("care", "later");
  }

  @Test
  void after_one_that_fails_none_begins_and_those_that_had_begun_end() {
    CyclicBarrier meeting = new CyclicBarrier(2);
    CompletableFuture<Thread> failing = new CompletableFuture<>();
    List<Job> jobs = List.of(new Named("bad"), new Named("good"), new Named("next", "good"));
    assertThatThrownBy(
            () ->
                run(
                    jobs,
                    job -> {
                      if (job.name().equals("bad")) {
                        failing.complete(Thread.currentThread());
                        meet(meeting);
                        throw new IllegalStateException("no light");
                      }
                      meet(meeting);
                      // That thread has nothing to do any more once its failure is known.
                      Await.until(
                          "the failing thread is idle",
                          Duration.ofSeconds(LIMIT_SECONDS),
                          () -> failing.join().getState() == Thread.State.WAITING);
                      return began.add(job.name());
                    }))
        .hasMessage("no light");
    assertThat(began).containsExactly("good");
  }

  private static <R> List<R> run(List<Job> jobs, Function<Job, R> each) {
    return new Abreast(new Jobs(jobs), 2).run(jobs, each);
  }

  /** Two of them wait for each other. */
  private void runAndNote(List<Job> jobs, String one, String other) {
    CyclicBarrier meeting = new CyclicBarrier(2);
    run(
        jobs,
        job -> {
          if (job.name().equals(one) || job.name().equals(other)) {
            meet(meeting);
          }
          return began.add(job.name());
        });
  }

  private static void meet(CyclicBarrier meeting) {
    try {
      meeting.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("nobody came", e);
    }
  }

  private record Named(String name, List<String> needs, boolean alone) implements Job {
    Named(String name, String... needs) {
      this(name, List.of(needs), false);
    }

    @Override
    public String purpose() {
      return "Is named.";
    }

    @Override
    public Outcome run(Lake lake, Request request) {
      return Outcome.of(Map.of(), 0, "");
    }
  }
}
