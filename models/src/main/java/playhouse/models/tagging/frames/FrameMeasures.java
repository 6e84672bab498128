package playhouse.models.tagging.frames;

/**
 * What was measured of a picture.
 *
 * @param atMillis of the media's time
 * @param luma how bright it is, 0 to 1
 * @param chroma how far from grey its points are, 0 to 1
 * @param change how far its points are from those of the one before, 0 to 1; 0 for the first
 * @param cut whether it belongs to another shot than the one before
 * @param text whether much is written in it
 */
public record FrameMeasures(
    long atMillis, double luma, double chroma, double change, boolean cut, boolean text) {}
