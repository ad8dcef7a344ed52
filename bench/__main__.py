"""Run as `make bench`. The default takes about ten minutes the first time, most of them for corpora, which are kept."""

from bench.run import main

if __name__ == "__main__":
    main()
