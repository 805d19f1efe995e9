"""Clients of a Redis Cluster, and which of its nodes has a key."""

import importlib
from urllib.parse import urlsplit

from kclub.redis.server_urls import addresses, credentials


def cluster_client(url, package="redis", **options):
    """Return a RedisCluster of the package; close it, or use it in a `with`."""
    parts, cluster = urlsplit(url), importlib.import_module(f"{package}.cluster")
    nodes = [cluster.ClusterNode(*address) for address in addresses(parts)]
    return cluster.RedisCluster(startup_nodes=nodes, **credentials(parts), **options)


def node_of(url, key):
    """Return the URL of the node that has `key`. It asks the cluster, and may wait."""
    with cluster_client(url, socket_timeout=1, socket_connect_timeout=1) as cluster:
        node = cluster.get_node_from_key(key)
    parts = urlsplit(url)
    login, at, _ = parts.netloc.rpartition("@")
    return f"{parts.scheme.partition('+')[0]}://{login}{at}{node.host}:{node.port}"
