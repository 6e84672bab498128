package playhouse.models.files;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Numbers one after another in a binary file, with their count before them. */
public final class Doubles {
  private static final int MOST = 1 << 24;

  private Doubles() {}

  public static void write(double[] numbers, DataOutput out) throws IOException {
    out.writeInt(numbers.length);
    for (double number : numbers) {
      out.writeDouble(number);
    }
  }

  public static double[] read(DataInput in) throws IOException {
    double[] numbers = new double[count(in)];
    for (int at = 0; at < numbers.length; at++) {
      numbers[at] = in.readDouble();
    }
    return numbers;
  }

  /** A count that a file can have meant. */
  public static int count(DataInput in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST) {
      throw new IOException("no count of numbers: " + count);
    }
    return count;
  }
}
