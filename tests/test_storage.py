"""Pictures and files in S3, spoken to over HTTP as in production."""

import os
import subprocess
import sys
from io import BytesIO

import boto3
import pytest
from moto.server import ThreadedMotoServer
from PIL import Image

from kclub.files.images import preview, reencode
from kclub.server.health import Check
from kclub.server.health import storage as storage_answers
from kclub.settings import storage
from tests.documents import PDF, document
from tests.factories import make_occupant, make_room
from tests.pictures import upload

pytestmark = pytest.mark.django_db
KEYS = {"aws_access_key_id": "key", "aws_secret_access_key": "se/cret"}


@pytest.fixture(scope="module")
def s3():
    """An empty bucket: (its client, the STORAGE_URL that names it)."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    client = boto3.client(
        "s3", endpoint_url=f"http://{host}:{port}", region_name="ap-northeast-2", **KEYS
    )
    where = {"LocationConstraint": "ap-northeast-2"}
    client.create_bucket(Bucket="pictures", CreateBucketConfiguration=where)
    yield client, f"s3+http://key:se%2Fcret@{host}:{port}/pictures?region=ap-northeast-2"
    server.stop()


@pytest.fixture
def in_s3(s3, settings):
    client, url = s3
    settings.STORAGES = settings.STORAGES | {"default": storage(url)}
    return client


def keys(client):
    return [each["Key"] for each in client.list_objects_v2(Bucket="pictures").get("Contents", [])]


def test_a_picture_is_kept_in_the_bucket_and_seen_through_us(
    in_s3, client, django_capture_on_commit_callbacks
):
    room = make_room()
    message = room.post(room.owner, "", pictures=[reencode(upload(), preview)])
    picture = message.pictures.get()
    assert sorted(keys(in_s3)) == sorted([picture.file.name, picture.thumbnail.name])

    occupant = make_occupant(room)
    client.force_login(occupant)
    response = client.get(picture.get_absolute_url())
    assert Image.open(BytesIO(b"".join(response.streaming_content))).format == "WEBP"
    room.leave(occupant)
    assert client.get(picture.get_absolute_url()).status_code == 404

    with django_capture_on_commit_callbacks(execute=True):
        message.delete_by(room.owner)
    assert keys(in_s3) == []


def test_a_picture_that_is_lost_is_not_found(in_s3, client):
    room = make_room()
    picture = room.post(room.owner, "", pictures=[reencode(upload(), preview)]).pictures.get()
    for key in keys(in_s3):
        in_s3.delete_object(Bucket="pictures", Key=key)
    client.force_login(room.owner)
    assert client.get(picture.get_absolute_url()).status_code == 404


def test_a_file_is_kept_in_the_bucket_and_downloaded_through_us(
    in_s3, client, django_capture_on_commit_callbacks
):
    room = make_room()
    message = room.post(room.owner, "", document=document(name="회의록.pdf"))
    assert keys(in_s3) == [message.file.content.name]

    client.force_login(room.owner)
    response = client.get(message.file.get_absolute_url())
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    in_s3.delete_object(Bucket="pictures", Key=message.file.content.name)
    assert client.get(message.file.get_absolute_url()).status_code == 404

    message = room.post(room.owner, "", document=document(name="회의록.pdf"))
    with django_capture_on_commit_callbacks(execute=True):
        message.delete_by(room.owner)
    assert keys(in_s3) == []


def test_readyz_asks_the_bucket(in_s3, settings):
    assert Check(storage_answers).start().result() == "ok"
    nobody = storage("s3+http://key:secret@127.0.0.1:9/pictures")
    settings.STORAGES = settings.STORAGES | {"default": nobody}
    assert Check(storage_answers).start().result() == "down"


def test_without_a_url_pictures_are_files_and_boto_is_not_loaded():
    assert storage("")["BACKEND"].endswith("FileSystemStorage")
    assert storage("s3://k:s@s3.kr/b")["OPTIONS"]["endpoint_url"] == "https://s3.kr"
    script = "import django, sys; django.setup(); print('boto3' in sys.modules)"
    env = os.environ | {"STORAGE_URL": ""}
    out = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True)
    assert out.stdout.strip() == "False"
