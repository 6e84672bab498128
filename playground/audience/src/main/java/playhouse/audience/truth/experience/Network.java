package playhouse.audience.truth.experience;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.act.Noted;
import playhouse.audience.truth.Buckets;
import playhouse.audience.truth.Chapter;
import playhouse.audience.truth.Known;
import playhouse.audience.truth.Tally;
import playhouse.contracts.facts.EdgeRequested;
import playhouse.contracts.facts.EdgeSampled;
import playhouse.contracts.facts.RenditionPublished;
import playhouse.contracts.facts.TranscodeCompleted;

/** What edges answer and carry, what is made for them, and whether it gets there. */
public final class Network implements Chapter {

  private static final long DAY = 86_400_000;

  private final Tally own = new Tally();
  private final Map<String, List<Noted>> renditions = new TreeMap<>();
  private final Set<String> jobs = new TreeSet<>();

  @Override
  public void noted(Noted act) {
    SpecificRecordBase fact = act.fact();
    if (fact instanceof EdgeRequested request) {
      String by = "cdn=" + request.getCdn();
      own.addBoth("edge requests", by, act.at(), 1);
      own.addBoth("edge bytes", by, act.at(), request.getBytes());
      own.addBoth("edge hits", by, act.at(), request.getHit() ? 1 : 0);
      own.addBoth("edge hit bytes", by, act.at(), request.getHit() ? request.getBytes() : 0);
    } else if (fact instanceof EdgeSampled sample) {
      sampled(sample, act.at());
    } else if (fact instanceof TranscodeCompleted job && jobs.add(job.getJob())) {
      String by = "codec=" + job.getCodec();
      own.addBoth("jobs", by, act.at(), 1);
      own.addBoth("media", by, act.at(), job.getMediaMillis());
      own.addBoth("wall", by, act.at(), job.getWallMillis());
      own.addBoth("cpu", by, act.at(), job.getCpuMillis());
    } else if (fact instanceof RenditionPublished rendition) {
      renditions.computeIfAbsent(rendition.getRendition(), key -> new ArrayList<>()).add(act);
    }
  }

  private void sampled(EdgeSampled sample, long at) {
    String by = "node=" + sample.getNode();
    long bits = 8 * sample.getBytes();
    long could = 60 * sample.getCapacityBitsPerSecond();
    own.addBoth("bits", by, at, bits);
    own.addBoth("bits possible", by, at, could);
    long perMille = Math.floorDiv(bits * 1000 + could - 1, could);
    own.addBoth("use " + Buckets.index(perMille), by, at, 1);
    own.addBoth("uses", by, at, 1);
  }

  @Override
  public void total(Known known, Tally tally) {
    tally.addAll(own);
    for (List<Noted> told : renditions.values()) {
      long first = told.stream().mapToLong(Noted::at).min().orElseThrow();
      long until = (Math.floorDiv(first, DAY) + 2) * DAY;
      boolean there =
          told.stream()
              .anyMatch(
                  act ->
                      act.at() < until
                          && act.fact() instanceof RenditionPublished rendition
                          && rendition.getVerifiedNodes() >= rendition.getTargetNodes());
      tally.add("renditions", "", first, 1);
      tally.add("renditions there", "", first, there ? 1 : 0);
    }
  }
}
