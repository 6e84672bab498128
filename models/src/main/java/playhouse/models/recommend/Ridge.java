package playhouse.models.recommend;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dpotrf;
import static org.bytedeco.openblas.global.openblas.LAPACKE_spotrs;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import org.bytedeco.openblas.global.openblas;

/** Ridge regression of many targets on the same sources, solved by LAPACK's Cholesky. */
final class Ridge {
  /** Fixed, because the last bits of the answer depend on it. */
  private static final int THREADS = 2;

  private Ridge() {}

  /**
   * Solves (G + ridge·I) W = T, leaving W in T's place. Factors in double precision and solves in
   * single, which halves the time and costs no accuracy that a ranking could tell.
   *
   * @param gram G, symmetric, n × n; only places [i·n + j] with j ≤ i are read; destroyed
   * @param targets T with T[i][j] at [j·n + i]; W comes out in the same layout
   * @throws ArithmeticException if G + ridge·I is not positive definite
   */
  static void solve(double[] gram, float[] targets, int n, double ridge) {
    if (n == 0) {
      return;
    }
    for (int i = 0; i < n; i++) {
      gram[i * n + i] += ridge;
    }
    openblas.blas_set_num_threads(THREADS);
    // Our rows are LAPACK's columns: the lower triangle of the one is the upper of the other.
    check(LAPACKE_dpotrf(LAPACK_COL_MAJOR, (byte) 'U', n, gram, n));
    float[] factor = new float[gram.length];
    for (int i = 0; i < gram.length; i++) {
      factor[i] = (float) gram[i];
    }
    check(LAPACKE_spotrs(LAPACK_COL_MAJOR, (byte) 'U', n, n, factor, n, targets, n));
  }

  private static void check(int info) {
    if (info != 0) {
      throw new ArithmeticException("not positive definite: LAPACK says " + info);
    }
  }
}
