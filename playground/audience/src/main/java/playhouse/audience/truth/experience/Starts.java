package playhouse.audience.truth.experience;

import java.util.List;
import playhouse.audience.act.Act;
import playhouse.audience.act.Noted;
import playhouse.audience.act.Watched;
import playhouse.audience.truth.Chapter;
import playhouse.audience.truth.Known;
import playhouse.audience.truth.Play;
import playhouse.audience.truth.Tally;
import playhouse.audience.world.Person;
import playhouse.audience.world.World;
import playhouse.contracts.facts.HealthSampled;

/** Whether plays begin, and whether they end well. */
public final class Starts implements Chapter {

  private final World world;
  private final Tally own = new Tally();

  /** The people of a world. */
  public Starts(World world) {
    this.world = world;
  }

  @Override
  public void played(Watched act, Play play) {
    Person person = world.person(act.person());
    String platform = person.devices().get(act.device()).platform();
    boolean broken = act.ending().equals("error");
    boolean failed = broken && act.startupMillis() == Act.NEVER && play.playedMillis() == 0;
    List<String> slices =
        List.of(
            "", "cdn=" + act.cdn(), "platform=" + platform, "country=" + person.region().name());
    for (String by : slices) {
      own.add("plays", by, act.at(), 1);
      if (failed) {
        own.add("failed starts", by, act.at(), 1);
      } else {
        own.add("begun plays", by, act.at(), 1);
        if (broken) {
          own.add("broken plays", by, act.at(), 1);
        }
      }
    }
    own.minutes().add("playback", act.at(), 1, failed ? 1 : 0);
  }

  @Override
  public void noted(Noted act) {
    if (act.fact() instanceof HealthSampled health) {
      String by = "service=" + health.getService();
      own.addBoth("requests", by, act.at(), health.getRequests());
      own.addBoth("failed requests", by, act.at(), health.getFailed());
      own.minutes().add(health.getService(), act.at(), health.getRequests(), health.getFailed());
    }
  }

  @Override
  public void total(Known known, Tally tally) {
    tally.addAll(own);
  }
}
